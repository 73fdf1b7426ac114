import type { ChartFacts, ChartSelection } from "../../../components/chart";
import type { Change, Costs, Filter, Moved, Span, UnknownDollars } from "../api";
import type { Metric } from "../metrics";
import { othersId } from "./charts";
import { nextMonth, shiftDay } from "./days";

/** What the cost explorer is asked, named as the API names it. */
export type ExplorerSearch = {
  readonly metric: Metric;
  readonly by: string;
  readonly granularity: "day" | "month" | "total";
  readonly from: string;
  /** Not included. */
  readonly to: string;
  readonly filter?: readonly string[];
  readonly compare?: "month";
};

/** "Dimension=A|B", as the API reads a filter. */
export function filterText({ dimension, values, negated }: Filter): string {
  return `${dimension}${negated ? "!=" : "="}${values.join("|")}`;
}

const service = (values: readonly string[], negated: boolean) =>
  filterText({ dimension: "ServiceName", values: [...values], negated });

/** The days of an answer, by service. */
export function daysSearch({ question }: Costs, metric: Metric): ExplorerSearch {
  const { start: from, end: to } = question;
  return { metric, by: "ServiceName", granularity: "day", from, to };
}

/** A bar: one day of one service, or of all services that the chart does not name. */
export function barSearch(hit: ChartSelection, facts: ChartFacts, metric: Metric): ExplorerSearch {
  const day = {
    metric,
    granularity: "day" as const,
    from: hit.category,
    to: shiftDay(hit.category, 1),
  };
  if (hit.seriesId !== othersId) {
    const filter = [service([hit.seriesId], false)];
    return { ...day, by: "x_UsageType", filter };
  }
  const named = facts.series.filter((one) => one.others !== true).map(({ id }) => id);
  return { ...day, by: "ServiceName", filter: [service(named, true)] };
}

/** One month, by service. */
export function monthSearch(month: string, metric: Metric): ExplorerSearch {
  const to = `${nextMonth(month)}-01`;
  return { metric, by: "ServiceName", granularity: "day", from: `${month}-01`, to };
}

/** The days compared, by service, beside the same days of the month before. */
export function movedSearch({ current }: Moved, metric: Metric): ExplorerSearch {
  const { start: from, end: to } = current;
  return { metric, by: "ServiceName", granularity: "day", from, to, compare: "month" };
}

/** What moved within one service. */
export function changeSearch(change: Change, moved: Moved, metric: Metric): ExplorerSearch {
  const filter = [service([change.keys.ServiceName ?? ""], false)];
  return { ...movedSearch(moved, metric), by: "x_UsageType", filter };
}

/** The charges about which something is not known; null when no filter shows them. */
export function unknownSearch(
  { shown_by }: UnknownDollars,
  span: Span,
  metric: Metric,
): ExplorerSearch | null {
  if (shown_by === null) return null;
  const { start: from, end: to } = span;
  const filter = [filterText(shown_by)];
  return { metric, by: "ServiceName", granularity: "day", from, to, filter };
}
