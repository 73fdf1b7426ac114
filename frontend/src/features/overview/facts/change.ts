import type { WidgetNotes } from "../../../components/widget/state";
import { compareDecimals, isZero, ratio } from "../../../lib/decimal";
import type { Language } from "../../../lib/i18n";
import { formatMoney, formatPercent } from "../../../lib/money";
import type { Change, Moved } from "../api";
import { partialMonths } from "./charts";
import { gapNames, monthsBetween } from "./days";

export type Direction = "up" | "down" | "same";

export const arrows = { up: "▲", down: "▼", same: "=" } as const;
const signs = { up: "+", down: "−", same: "" } as const;

export function directionOf(difference: string): Direction {
  const sign = compareDecimals(difference, "0");
  if (sign === 0) return "same";
  return sign > 0 ? "up" : "down";
}

const magnitude = (amount: string) => amount.replace(/^-/, "");

/** "+US$ 46,34" or "−US$ 46,34"; less than a cent keeps its own wording. */
export function formatDifference(amount: string, currency: string, language: Language): string {
  const text = formatMoney(magnitude(amount), currency, language);
  if (text.startsWith("<")) return formatMoney(amount, currency, language);
  return signs[directionOf(amount)] + text;
}

/** "+2,6%"; the sign is that of the difference. */
export function formatShift(value: number, direction: Direction, language: Language): string {
  return signs[direction] + formatPercent(Math.abs(value), language);
}

/** Bar lengths from −1 to 1 relative to the largest difference of the same currency. */
export function barLengths(changes: readonly Change[]): readonly (number | null)[] {
  const largest = new Map<string, string>();
  for (const { currency, difference } of changes) {
    const size = magnitude(difference ?? "0");
    const known = largest.get(currency) ?? "0";
    if (compareDecimals(size, known) >= 0) largest.set(currency, size);
  }
  return changes.map(({ currency, difference }) => {
    const whole = largest.get(currency) ?? "0";
    return difference === null || isZero(whole) ? null : ratio(difference, whole);
  });
}

/** A comparison is partial when a bill of either side is missing. */
export function notesOf(moved: Moved | null, language: Language): WidgetNotes {
  if (moved === null) return {};
  const { previous, current } = moved;
  const gaps = [...moved.previous_gaps, ...moved.current_gaps];
  const months = [previous, current].flatMap(({ start, end }) => monthsBetween(start, end));
  const partial = partialMonths(months, gaps, gapNames(gaps, language));
  return partial === undefined ? {} : { partial };
}
