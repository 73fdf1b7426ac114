import type { Language } from "../../../lib/i18n";
import { formatPercent } from "../../../lib/money";

const smallest = 0.001;

/** A ratio for the reader: what is too small for one decimal is told from nothing. */
export function percentOf(ratio: number, language: Language): string {
  if (ratio === 0 || Math.abs(ratio) >= smallest / 2) return formatPercent(ratio, language);
  return ratio > 0
    ? `< ${formatPercent(smallest, language)}`
    : `> ${formatPercent(-smallest, language)}`;
}
