import type { RawSearch } from "../../lib/search-params";
import { isDimension } from "./dimensions";
import { mostFilters, parseFilter, printFilter } from "./filters";

export const metrics = [
  "effective",
  "billed",
  "unblended",
  "amortized",
  "net_unblended",
  "net_amortized",
  "contracted",
  "list",
] as const;
export const granularities = ["day", "month", "total"] as const;
export const comparisons = ["none", "previous", "month", "year"] as const;
export const views = ["stack", "line", "table"] as const;

export type Metric = (typeof metrics)[number];
export type Granularity = (typeof granularities)[number];
export type Comparison = (typeof comparisons)[number];
export type View = (typeof views)[number];

/** The address: only what differs from what the page shows by itself. */
export type CostsSearch = {
  readonly by?: readonly string[];
  readonly metric?: Metric;
  readonly granularity?: Granularity;
  /** First day, included. */
  readonly from?: string;
  /** Last day, not included. */
  readonly to?: string;
  readonly filter?: readonly string[];
  readonly compare?: Comparison;
  readonly view?: View;
};

const usualDimension = "ServiceName";
const mostDimensions = 2;

function words(value: unknown): string[] {
  const all: unknown[] = Array.isArray(value) ? value : [value];
  return all.filter((one) => typeof one === "string");
}

function choice<Value extends string>(
  value: unknown,
  values: readonly Value[],
  usual?: Value,
): Value | undefined {
  const chosen = values.find((one) => one === words(value)[0]);
  return chosen === usual ? undefined : chosen;
}

/** "2026-11-05", or "2026-11" for its first day; undefined for what is no day of 2000 to 2099. */
function day(value: unknown): string | undefined {
  const [text = ""] = words(value);
  const iso = /^\d{4}-\d{2}$/.test(text) ? `${text}-01` : text;
  if (!/^20\d{2}-\d{2}-\d{2}$/.test(iso)) return undefined;
  const date = new Date(`${iso}T00:00:00Z`);
  const exists = !Number.isNaN(date.getTime()) && date.toISOString().startsWith(iso);
  return exists ? iso : undefined;
}

function period(from: string | undefined, to: string | undefined) {
  if (from !== undefined && to !== undefined && from >= to) return {};
  return { ...(from !== undefined && { from }), ...(to !== undefined && { to }) };
}

function dimensions(value: unknown): readonly string[] | undefined {
  const named = [...new Set(words(value).filter(isDimension))].slice(0, mostDimensions);
  const isUsual = named.length === 0 || (named.length === 1 && named[0] === usualDimension);
  return isUsual ? undefined : named;
}

function filters(value: unknown): readonly string[] | undefined {
  const understood = words(value).flatMap((text) => {
    const filter = parseFilter(text);
    return filter === null ? [] : [printFilter(filter)];
  });
  const distinct = [...new Set(understood)].slice(0, mostFilters);
  return distinct.length === 0 ? undefined : distinct;
}

/** The state that an address means. Whatever is not understood is left out. */
export function validateSearch(raw: RawSearch): CostsSearch {
  const asked = {
    by: dimensions(raw.by),
    metric: choice(raw.metric, metrics, "effective"),
    granularity: choice(raw.granularity, granularities),
    ...period(day(raw.from), day(raw.to)),
    filter: filters(raw.filter),
    compare: choice(raw.compare, comparisons, "none"),
    view: choice(raw.view, views, "stack"),
  };
  return Object.fromEntries(Object.entries(asked).filter(([, value]) => value !== undefined));
}
