import type { ReactNode } from "react";
import { Money } from "../../../components/Money";
import { useText } from "../../../lib/i18n";
import { formatMoney } from "../../../lib/money";

/** Longer figures take the smaller of two sizes, so that a tile never has to cut or wrap one. */
export function figureClass(text: string): string {
  return text.length > 14 ? "ov-figure ov-figure--long" : "ov-figure";
}

type Props = { readonly amount: string | null; readonly currency: string };

/** The one large amount of a tile. */
export function Figure({ amount, currency }: Props) {
  const { lang } = useText();
  const text = amount === null ? "" : formatMoney(amount, currency, lang);
  return (
    <p className={figureClass(text)}>
      <Money amount={amount} currency={currency} size="large" />
    </p>
  );
}

/** A line of small print under a figure. */
export function Small({ children }: { readonly children: ReactNode }) {
  return <p className="ov-small">{children}</p>;
}
