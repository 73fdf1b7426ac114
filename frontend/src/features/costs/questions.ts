import type { operations } from "../../lib/api/schema";
import { printFilter } from "./filters";
import { bucketsOf, type CostsState } from "./state";

type Query<Name extends "costs" | "changes"> = NonNullable<operations[Name]["parameters"]["query"]>;
export type CostsQuery = Query<"costs">;
export type ChangesQuery = Query<"changes">;

export const topGroups = 9;
export const pageSize = 50;
const largestPage = 10_000;

function common(state: CostsState) {
  return {
    by: [...state.by],
    metric: state.metric,
    ...(state.from !== null && { from: state.from }),
    ...(state.to !== null && { to: state.to }),
    ...(state.filters.length > 0 && { filter: state.filters.map(printFilter) }),
  };
}

/** The largest groups per bucket, the others added up by the server. */
export function chartQuery(state: CostsState): CostsQuery {
  return {
    ...common(state),
    granularity: bucketsOf(state),
    top: topGroups,
    limit: largestPage,
  };
}

/** One page (from 1) of all groups over the whole period. */
export function groupsQuery(state: CostsState, page: number): CostsQuery {
  return {
    ...common(state),
    granularity: "total",
    limit: pageSize,
    offset: (page - 1) * pageSize,
  };
}

/** One page (from 1) of how the groups moved, largest absolute change first. */
export function changesQuery(
  state: CostsState,
  against: ChangesQuery["against"],
  page: number,
): ChangesQuery {
  return { ...groupsQuery(state, page), against };
}

/** The whole answer as a file: the buckets on screen or, when comparing, the changes. */
export function exportQuery(state: CostsState): CostsQuery {
  return { ...common(state), granularity: bucketsOf(state) };
}
