import { keyOf } from "./dimensions";
import { type CostFilter, canFilter } from "./filters";
import type { CostsState } from "./state";

const deeper: Readonly<Record<string, readonly string[]>> = {
  ServiceName: ["x_UsageType", "ResourceId", "x_Operation"],
  x_ServiceCode: ["x_UsageType", "ResourceId", "x_Operation"],
  ServiceCategory: ["ServiceName", "x_UsageType", "ResourceId"],
  x_UsageType: ["ResourceId", "x_Operation", "ServiceName"],
  ResourceId: ["x_UsageType", "x_Operation"],
  x_Operation: ["ResourceId", "x_UsageType"],
  BillingAccountId: ["SubAccountName", "ServiceName"],
  CommitmentDiscountId: ["CommitmentDiscountStatus", "ServiceName", "x_UsageType", "ResourceId"],
  ChargeCategory: ["x_LineItemType", "ServiceName", "x_UsageType", "ResourceId"],
};
const usual = ["ServiceName", "x_UsageType", "ResourceId", "x_Operation"];

const isPinned = (filters: readonly CostFilter[], dimension: string) =>
  filters.some((one) => one.dimension === dimension && !one.negated && one.values.length === 1);

/** What a reader asks next about one value of a dimension; null when nothing is left to ask. */
export function nextDimension(
  dimension: string,
  filters: readonly CostFilter[],
  besides: readonly string[] = [],
): string | null {
  const order = keyOf(dimension) === null ? (deeper[dimension] ?? usual) : usual;
  const open = (next: string) =>
    next !== dimension && !besides.includes(next) && !isPinned(filters, next);
  return order.find(open) ?? null;
}

/** The state one step deeper into a group; null when a filter cannot say it or nothing is deeper. */
export function drillInto(state: CostsState, dimension: string, value: string): CostsState | null {
  if (!canFilter(dimension, value)) return null;
  const others = state.by.filter((one) => one !== dimension);
  const filters: CostFilter[] = [
    ...state.filters.filter((one) => one.dimension !== dimension),
    { dimension, values: [value], negated: false },
  ];
  const next = nextDimension(dimension, filters, others);
  if (next === null && others.length === 0) return null;
  const by = state.by.flatMap((one) => (one === dimension ? (next ?? []) : one));
  return { ...state, by, filters };
}

export type Crumb = {
  /** The filter that was stepped into; null for all costs. */
  readonly filter: CostFilter | null;
  readonly state: CostsState;
};

/** The way down to the state: all costs, then one step per filter on a single value. */
export function crumbsOf(state: CostsState): readonly Crumb[] {
  const steps = state.filters.filter((one) => !one.negated && one.values.length === 1);
  return [null, ...steps].map((filter, place) => {
    const below = steps.slice(place);
    const next = below[0];
    return {
      filter,
      state: {
        ...state,
        by: next === undefined ? state.by : [next.dimension],
        filters: state.filters.filter((one) => !below.includes(one)),
      },
    };
  });
}
