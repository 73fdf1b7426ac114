/** Months as YYYY-MM; `to` is the month after the last. */
export type MonthSpan = { readonly from: string; readonly to: string };

export function nextMonth(month: string): string {
  const [year = 0, number = 0] = month.split("-").map(Number);
  return number === 12
    ? `${year + 1}-01`
    : `${month.slice(0, 4)}-${String(number + 1).padStart(2, "0")}`;
}

/** The months of the current deliveries, newest first, each once. */
export function heldMonths(
  deliveries: readonly { readonly billing_period: string; readonly is_current: boolean }[],
): readonly string[] {
  const current = deliveries.filter((delivery) => delivery.is_current);
  return [...new Set(current.map((delivery) => delivery.billing_period))].sort().reverse();
}

/** From the first to the last month held, or just the month that was chosen. */
export function spanOf(held: readonly string[], chosen: string | undefined): MonthSpan | null {
  const last = chosen ?? held[0];
  const first = chosen ?? held.at(-1);
  if (last === undefined || first === undefined) return null;
  return { from: first, to: nextMonth(last) };
}

/** How many months a span has. */
export function monthsIn({ from, to }: MonthSpan): number {
  const index = (month: string) => Number(month.slice(0, 4)) * 12 + Number(month.slice(5, 7));
  return index(to) - index(from);
}
