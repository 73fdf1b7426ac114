import type { WidgetNotes } from "../../../components/widget";
import { formatMonth } from "../../../lib/dates";
import { useText } from "../../../lib/i18n";
import type { Gap } from "../answers";
import { type Coverage, estimatedMonths } from "../coverage";
import { monthsOf, type Range } from "../period";

/** What is to be said beside figures of a period: bills missing, bills that may still change. */
export function useNotes(coverage: Coverage) {
  const { lang } = useText();
  return (range: Range, gaps: readonly Gap[]): WidgetNotes => {
    const months = monthsOf(range);
    const missing = [...new Set(gaps.map((gap) => gap.billing_period))];
    const named = gaps.map(({ billing_period, payer_account_id }) =>
      [formatMonth(billing_period, lang), payer_account_id ?? ""].join(" ").trim(),
    );
    const of = months.length;
    return {
      ...(missing.length > 0 && { partial: { have: of - missing.length, of, missing: named } }),
      ...(estimatedMonths(range, coverage).length > 0 && { estimated: true }),
    };
  };
}
