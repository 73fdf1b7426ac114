import type { RawSearch } from "../../lib/search-params";
import {
  type Comparison,
  type CostsSearch,
  type Granularity,
  type Metric,
  type View,
  validateSearch,
} from "./address";
import { type CostFilter, parseFilter, printFilter } from "./filters";
import { daysBetween } from "./period";

/** Everything the page shows, with nothing left to guess. */
export type CostsState = {
  readonly by: readonly string[];
  readonly metric: Metric;
  /** Null: days for short periods, months for long ones. */
  readonly granularity: Granularity | null;
  /** Null, with `to`: the newest bill held. */
  readonly from: string | null;
  readonly to: string | null;
  readonly filters: readonly CostFilter[];
  readonly compare: Comparison;
  readonly view: View;
};

export function stateOf(search: CostsSearch): CostsState {
  return {
    by: search.by ?? ["ServiceName"],
    metric: search.metric ?? "effective",
    granularity: search.granularity ?? null,
    from: search.from ?? null,
    to: search.to ?? null,
    filters: (search.filter ?? []).map(parseFilter).filter((one) => one !== null),
    compare: search.compare ?? "none",
    view: search.view ?? "stack",
  };
}

/** The shortest address that means the state. */
export function searchOf(state: CostsState): CostsSearch {
  const raw: RawSearch = {
    by: state.by,
    metric: state.metric,
    granularity: state.granularity ?? undefined,
    from: state.from ?? undefined,
    to: state.to ?? undefined,
    filter: state.filters.map(printFilter),
    compare: state.compare,
    view: state.view,
  };
  return validateSearch(raw);
}

const mostBarsOfDays = 62;
const mostDays = 1_000;

/** The buckets that are drawn: never more days than an answer can hold. */
export function bucketsOf({ granularity, from, to }: CostsState): Granularity {
  const days = from === null || to === null ? 31 : daysBetween(from, to);
  if (granularity === null) return days <= mostBarsOfDays ? "day" : "month";
  return granularity === "day" && days > mostDays ? "month" : granularity;
}
