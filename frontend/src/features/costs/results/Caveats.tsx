import { formatDay, formatMonth } from "../../../lib/dates";
import { useText } from "../../../lib/i18n";
import { type Gap, unheldMonths } from "../answers";
import { type Coverage, runsUntil } from "../coverage";
import { formatMonths, type Range } from "../period";

type Props = {
  readonly range: Range;
  readonly gaps: readonly Gap[];
  readonly coverage: Coverage;
  /** The months that the earlier period lacks, when two periods are compared. */
  readonly earlier?: readonly Gap[];
};

/** In words: the months without a bill, and until when the days were delivered. */
export function Caveats({ range, gaps, coverage, earlier }: Props) {
  const { t, lang } = useText("costs");
  const until = runsUntil(range, coverage);
  const all = [...gaps, ...(earlier ?? [])];
  const ofPayers = all.flatMap(({ billing_period, payer_account_id: payer }) =>
    payer === null ? [] : [t("gap.payer", { month: formatMonth(billing_period, lang), payer })],
  );
  const missing = [...formatMonths(unheldMonths(all), lang), ...new Set(ofPayers)];
  if (until === null && missing.length === 0) return null;
  const months = new Intl.ListFormat(lang).format(missing);
  return (
    <ul className="ls-caveats">
      {missing.length > 0 && <li>{t("gap.months", { months })}</li>}
      {until !== null && <li>{t("until", { day: formatDay(until, lang) })}</li>}
      {until !== null && earlier?.length === 0 && <li>{t("until.compared")}</li>}
    </ul>
  );
}
