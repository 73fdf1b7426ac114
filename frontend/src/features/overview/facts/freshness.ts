import type { Bill } from "../api";

/** The least fresh bill decides how fresh the figures are; null without bills. */
export function oldestDelivery(bills: readonly Bill[]): string | null {
  const moments = bills.map(({ delivered_at }) => delivered_at);
  return moments.sort((a, b) => Date.parse(a) - Date.parse(b))[0] ?? null;
}

export function newestDelivery(bills: readonly Bill[]): string | null {
  const moments = bills.map(({ delivered_at }) => delivered_at);
  return moments.sort((a, b) => Date.parse(b) - Date.parse(a))[0] ?? null;
}

/** Lines that AWS may still change, and all lines, of the newest bills. */
export function linesOf(bills: readonly Bill[]): { estimated: number; all: number } {
  return bills.reduce(
    (sum, bill) => ({
      estimated: sum.estimated + bill.estimated_lines,
      all: sum.all + bill.lines,
    }),
    { estimated: 0, all: 0 },
  );
}

export function isEstimated(bills: readonly Bill[] | undefined): boolean {
  return bills !== undefined && linesOf(bills).estimated > 0;
}
