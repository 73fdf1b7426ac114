import type { Language } from "../../../lib/i18n";
import { formatPercent } from "../../../lib/money";
import type { UnknownDollars } from "../api";

/** The thing's own name: "tag:team" is the tag "team". */
export function subjectOf({ name }: UnknownDollars): string {
  return name.replace(/^(tag|cost_category):/, "");
}

/** "25,1%"; a share too small for that reads "< 0,1%" instead of a false zero. */
export function formatShare(share: number, language: Language): string {
  if (share !== 0 && Math.abs(share) < 0.0005) return `< ${formatPercent(0.001, language)}`;
  return formatPercent(share, language);
}

/** A bar length from 0 to 1: credits may make a share negative or larger than the whole. */
export function shareLength(share: number | null): number {
  return Math.min(Math.max(share ?? 0, 0), 1);
}
