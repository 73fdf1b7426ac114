import type { Consumed, Series } from "./queries";

const sign = "|";

/** What tells one series from every other one. */
export function seriesKey({ account, region, resource_type: type, id, ...series }: Series): string {
  const { metric, statistic, dimension } = series;
  return [account, region, type, id, metric, statistic, dimension].join(sign);
}

/** What tells one row of the bill's quantities from every other one. */
export function consumedKey({ service, key, unit, currency }: Consumed): string {
  return [service, key, unit, currency].join(sign);
}

/** "Average" or, of a metric with dimensions of its own, "Average · StandardStorage". */
export function statisticOf({ statistic, dimension }: Series): string {
  return dimension === "" ? statistic : `${statistic} · ${dimension}`;
}

/** "aws:ec2:instance" without its first part, which every type has. */
export function typeName(type: string): string {
  return type.replace(/^aws:/, "");
}
