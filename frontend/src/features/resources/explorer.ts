import type { Resource } from "./queries";

/** The first day of the month after one (YYYY-MM). */
function nextMonth(month: string): string {
  const [year = 0, number = 1] = month.split("-").map(Number);
  return new Date(Date.UTC(year, number, 1)).toISOString().slice(0, 10);
}

/** The explorer's state for one resource. A bill names some by their ARN and others by their id. */
export function explorerOf(
  { id, arn }: Resource,
  month: string | null,
): Readonly<Record<string, unknown>> {
  const values = [...new Set([arn ?? id, id])].filter((one) => !one.includes("|"));
  return {
    by: "x_UsageType",
    filter: `ResourceId=${values.join("|")}`,
    ...(month !== null && { from: `${month}-01`, to: nextMonth(month) }),
  };
}
