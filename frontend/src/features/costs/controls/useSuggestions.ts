import type { PropertyFilterProps } from "@cloudscape-design/components/property-filter";
import { useEffect, useRef, useState } from "react";
import { api } from "../../../lib/api/client";
import { canFilter } from "../filters";
import { useNames } from "../names";
import type { CostsState } from "../state";

type Suggestions = {
  readonly status: "pending" | "loading" | "finished" | "error";
  readonly found: readonly { readonly dimension: string; readonly value: string }[];
};

const patience = 200;
const asked = 500;
const most = 50;

async function valuesOf(name: string, text: string, state: CostsState, signal: AbortSignal) {
  const { data } = await api.GET("/api/v1/dimensions/{name}", {
    params: {
      path: { name },
      query: {
        search: text,
        metric: state.metric,
        limit: asked,
        ...(state.from !== null && { from: state.from }),
        ...(state.to !== null && { to: state.to }),
      },
    },
    signal,
  });
  const values = (data?.values ?? []).map(({ value }) => value);
  // A period of several months may name a value once per month.
  return [...new Set(values)].filter((value) => canFilter(name, value)).slice(0, most);
}

/** The values of the dimension that is being typed, the costliest first. */
export function useSuggestions(state: CostsState) {
  const names = useNames();
  const [{ status, found }, setSuggestions] = useState<Suggestions>({
    status: "pending",
    found: [],
  });
  const going = useRef<AbortController | null>(null);
  useEffect(() => () => going.current?.abort(), []);

  const load = async (dimension: string, text: string) => {
    going.current?.abort();
    const abort = new AbortController();
    going.current = abort;
    setSuggestions({ status: "loading", found: [] });
    await new Promise((resolve) => setTimeout(resolve, text === "" ? 0 : patience));
    const isCurrent = () => going.current === abort && !abort.signal.aborted;
    if (!isCurrent()) return;
    try {
      const values = await valuesOf(dimension, text, state, abort.signal);
      setSuggestions({ status: "finished", found: values.map((value) => ({ dimension, value })) });
    } catch {
      if (isCurrent()) setSuggestions({ status: "error", found: [] });
    }
  };
  const onLoadItems: NonNullable<PropertyFilterProps["onLoadItems"]> = ({ detail }) => {
    const dimension = detail.filteringProperty?.key;
    if (dimension === undefined) setSuggestions({ status: "finished", found: [] });
    else if (detail.firstPage || detail.samePage) void load(dimension, detail.filteringText);
  };
  const options = found.map(({ dimension, value }) => ({
    propertyKey: dimension,
    value,
    label: names.ofValue(dimension, value),
  }));
  return { status, options, onLoadItems };
}
