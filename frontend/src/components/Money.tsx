import { useText } from "../lib/i18n";
import { formatExact, formatMoney } from "../lib/money";
import { Unknown } from "./Unknown";
import "./money.css";

type Props = {
  /** A decimal string as the API sent it; null means unknown, never zero. */
  readonly amount: string | null;
  readonly currency: string;
  /** Large figures for key indicators. */
  readonly size?: "normal" | "large";
};

/** An exact amount in the reader's language. Hovering shows every digit of the source. */
export function Money({ amount, currency, size = "normal" }: Props) {
  const { lang } = useText();
  if (amount === null) return <Unknown />;
  return (
    <span
      className={`ls-money ls-money--${size}`}
      title={formatExact(amount, currency, lang)}
      translate="no"
    >
      {formatMoney(amount, currency, lang)}
    </span>
  );
}
