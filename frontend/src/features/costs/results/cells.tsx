import { Money } from "../../../components/Money";
import { Unknown } from "../../../components/Unknown";
import { isZero } from "../../../lib/decimal";
import { useText } from "../../../lib/i18n";
import { formatExact, formatMoney } from "../../../lib/money";
import { drillInto } from "../drill";
import { isPlaceholder, useNames } from "../names";
import type { CostsState } from "../state";
import { percentOf } from "./percent";
import { type ChangeRow, directionOf, type Keys } from "./rows";
import { StateLink } from "./StateLink";

type GroupProps = {
  readonly state: CostsState;
  readonly dimension: string;
  readonly keys: Keys | null;
};

/** A group's name, which leads one step deeper when there is one. */
export function GroupName({ state, dimension, keys }: GroupProps) {
  const { t } = useText("costs");
  const names = useNames();
  if (keys === null) return <strong>{t("total")}</strong>;
  const value = keys[dimension] ?? "";
  const word = names.ofValue(dimension, value);
  const name = isPlaceholder(value) ? (
    <span className="ls-group__placeholder">{word}</span>
  ) : (
    <span title={value}>{word}</span>
  );
  const target = drillInto(state, dimension, value);
  if (target === null) return name;
  const next = target.by.map(names.ofDimension).join(", ");
  return (
    <StateLink state={target} label={t("drill", { name: word, next })}>
      {name}
    </StateLink>
  );
}

/** A part of the total, as a number and a bar. */
export function Share({ value }: { readonly value: number | null }) {
  const { lang } = useText();
  if (value === null) return <span aria-hidden="true">—</span>;
  const width = `${Math.min(Math.max(value, 0), 1) * 100}%`;
  return (
    <span className="ls-share">
      <span className="ls-share__bar" aria-hidden="true">
        <span style={{ width }} />
      </span>
      <b>{percentOf(value, lang)}</b>
    </span>
  );
}

/** An amount that is often nothing, such as credits: nothing is written softly. */
export function Quiet({ amount, currency }: { amount: string | null; currency: string }) {
  const nothing = amount !== null && isZero(amount);
  return (
    <span className={nothing ? "ls-quiet" : undefined}>
      <Money amount={amount} currency={currency} />
    </span>
  );
}

type DifferenceProps = Pick<ChangeRow, "difference" | "currency">;

/** A difference with its sign; colour only repeats it. */
export function Difference({ difference, currency }: DifferenceProps) {
  const { lang } = useText();
  const direction = directionOf(difference);
  if (difference === null || direction === null) return <Unknown />;
  const sign = direction === "up" ? "+" : "";
  return (
    <span
      className={`ls-money ls-move ls-move--${direction}`}
      title={`${sign}${formatExact(difference, currency, lang)}`}
      translate="no"
    >
      {sign}
      {formatMoney(difference, currency, lang)}
    </span>
  );
}

/** The change in percent; a group that was not there before is new, not infinite. */
export function Percent({ row }: { readonly row: ChangeRow }) {
  const { t, lang } = useText("costs");
  const direction = directionOf(row.difference);
  if (direction === null) return <Unknown />;
  if (row.ratio === null) return <span>{direction === "level" ? "—" : t("change.new")}</span>;
  const sign = row.ratio >= 0.0005 ? "+" : "";
  return (
    <span className={`ls-move ls-move--${direction}`}>
      {sign}
      {percentOf(row.ratio, lang)}
    </span>
  );
}
