import type { operations } from "../../lib/api/schema";

type Query = NonNullable<operations["overview"]["parameters"]["query"]>;
export type Metric = NonNullable<Query["metric"]>;

/** The ways to count that FOCUS defines, then those that go by the names of Cost Explorer. */
export const focusMetrics = ["effective", "billed", "list", "contracted"] as const;
export const explorerMetrics = [
  "unblended",
  "amortized",
  "net_unblended",
  "net_amortized",
] as const;

export const usualMetric: Metric = "effective";

export function isMetric(value: unknown): value is Metric {
  return [...focusMetrics, ...explorerMetrics].some((metric) => metric === value);
}
