import { useCallback, useMemo } from "react";
import { api, useApi } from "../../lib/api/client";
import type { Problem } from "../../lib/api/problem";
import { usePageSearch } from "../../lib/feature";
import { type CostsSearch, validateSearch } from "./address";
import { coverageOf } from "./coverage";
import { feature } from "./feature";
import { type CostsState, searchOf, stateOf } from "./state";

export type ChangeState = (patch: Partial<CostsState>) => void;

const blank: { readonly [Key in keyof Required<CostsSearch>]: undefined } = {
  by: undefined,
  metric: undefined,
  granularity: undefined,
  from: undefined,
  to: undefined,
  filter: undefined,
  compare: undefined,
  view: undefined,
};

/** The state in the address; every change is a step that the browser can go back. */
export function useCosts(): readonly [CostsState, ChangeState] {
  const [search, write] = usePageSearch(feature);
  // The router adds what it validated to what the address says: garbage is still in it.
  const state = useMemo(() => stateOf(validateSearch(search)), [search]);
  const change = useCallback<ChangeState>(
    (patch) => {
      write({ ...blank, ...searchOf({ ...state, ...patch }) });
    },
    [state, write],
  );
  return [state, change];
}

/** What can be grouped by beside the columns: the tag keys and cost categories of the ledger. */
export function useKeys(): readonly string[] {
  const { data } = useApi(["costs", "dimensions"], (signal) =>
    api.GET("/api/v1/dimensions", { signal }),
  );
  return data?.tags ?? [];
}

/** What was delivered so far; when that cannot be told, nothing is claimed. */
export function useCoverage() {
  const overview = useApi(["costs", "window"], (signal) =>
    api.GET("/api/v1/overview", { params: { query: { part: ["freshness"] } }, signal }),
  );
  const sources = useApi(["costs", "deliveries"], (signal) =>
    api.GET("/api/v1/sources", { signal }),
  );
  const window = overview.data?.window;
  const deliveries = sources.data?.deliveries;
  return useMemo(() => coverageOf(window, deliveries ?? []), [window, deliveries]);
}

/** Without a ledger the API finds nothing to ask: `command` brings one. */
export function withoutLedger(command: string) {
  return ({ problem }: { problem?: Problem }) =>
    problem?.status === 404 && problem.type.endsWith("#NotFound") ? command : null;
}
