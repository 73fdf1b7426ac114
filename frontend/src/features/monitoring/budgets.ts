import { compareDecimals, ratio } from "../../lib/decimal";
import type { Budget } from "./queries";

/**
 * How a budget stands. A limit is not to be passed; a target (utilization, coverage) is to be reached.
 */
export type Standing =
  | "over"
  | "expected-over"
  | "within"
  | "below-target"
  | "on-target"
  | "unknown";

const limited = ["COST", "USAGE"];

/** Whether more is worse: the other kinds of AWS budgets want a share of at least so much. */
export function isLimit({ kind }: Budget): boolean {
  return limited.includes(kind);
}

export function standingOf(budget: Budget): Standing {
  const { limit, actual, forecast } = budget;
  if (limit === null || actual === null) return "unknown";
  if (!isLimit(budget)) return compareDecimals(actual, limit) < 0 ? "below-target" : "on-target";
  if (compareDecimals(actual, limit) > 0) return "over";
  const expected = forecast !== null && compareDecimals(forecast, limit) > 0;
  return expected ? "expected-over" : "within";
}

export type Bar = {
  readonly spent: number;
  readonly forecast: number | null;
  readonly limit: number;
};

/** Shares of the longest of the three, for the lengths of the bar; null when one end is unknown. */
export function barOf({ limit, actual, forecast }: Budget): Bar | null {
  if (limit === null || actual === null) return null;
  const all = [limit, actual, ...(forecast === null ? [] : [forecast])];
  const longest = all.reduce((a, b) => (compareDecimals(a, b) < 0 ? b : a));
  const [spent, end] = [ratio(actual, longest), ratio(limit, longest)];
  if (spent === null || end === null) return null;
  return { spent, limit: end, forecast: ratio(forecast, longest) };
}
