import { addDecimals } from "../lib/decimal";
import { useText } from "../lib/i18n";
import { formatDecimal, formatFigure } from "../lib/numbers";
import { Unknown } from "./Unknown";
import "./money.css";

type Props = {
  /** A figure, or a decimal string as the API sent it; null means unknown, never zero. */
  readonly amount: number | string | null;
  /** What is counted, in AWS's words; left out when AWS says none. */
  readonly unit?: string | null | undefined;
};

/** A figure that is no money. Hovering shows every digit of the source. */
export function Quantity({ amount, unit = null }: Props) {
  const { lang } = useText();
  if (amount === null) return <Unknown />;
  const exact = formatDecimal(addDecimals(String(amount)), lang);
  return (
    <span className="ls-money" title={unit === null ? exact : `${exact} ${unit}`} translate="no">
      {formatFigure(amount, lang)}
      {unit !== null && ` ${unit}`}
    </span>
  );
}
