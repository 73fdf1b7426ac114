import { Unknown } from "../../../components/Unknown";
import { useText } from "../../../lib/i18n";
import { formatExact } from "../../../lib/money";
import { arrows, directionOf, formatDifference, formatShift } from "../facts/change";

type Props = {
  readonly difference: string | null;
  readonly currency: string;
  readonly reason: string;
};

/** How far an amount moved: arrow, sign and, last, colour. */
export function Difference({ difference, currency, reason }: Props) {
  const { t, lang } = useText("overview");
  if (difference === null) return <Unknown reason={reason} />;
  const direction = directionOf(difference);
  return (
    <span
      className={`ov-difference ov-difference--${direction}`}
      title={formatExact(difference, currency, lang)}
    >
      <span className="ov-arrow" aria-hidden="true">
        {arrows[direction]}
      </span>
      <span className="ls-unseen">{t(`direction.${direction}`)} </span>
      <span translate="no">{formatDifference(difference, currency, lang)}</span>
    </span>
  );
}

type ShiftProps = { readonly difference: string | null; readonly ratio: number | null };

/** The same as a percentage; nothing to compare with is said in words. */
export function Shift({ difference, ratio }: ShiftProps) {
  const { t, lang } = useText("overview");
  if (difference === null) return <span className="ov-soft">–</span>;
  const direction = directionOf(difference);
  if (ratio === null) {
    return <span className="ov-soft">{direction === "same" ? "–" : t("change.new")}</span>;
  }
  return <span translate="no">{formatShift(ratio, direction, lang)}</span>;
}
