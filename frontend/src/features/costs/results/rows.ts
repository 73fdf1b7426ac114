import { compareDecimals, ratio, subtractDecimals } from "../../../lib/decimal";
import { type ChangesAnswer, type CostsAnswer, isUnheld, totalOf } from "../answers";

export type Keys = Readonly<Record<string, string>>;
type Amount = string | null;

/** A line of the table; the total of a currency has no keys. */
export type GroupRow = {
  readonly id: string;
  readonly keys: Keys | null;
  readonly currency: string;
  readonly gross: Amount;
  readonly credits: Amount;
  readonly refunds: Amount;
  readonly afterCredits: Amount;
  readonly share: number | null;
};

export type ChangeRow = {
  readonly id: string;
  readonly keys: Keys | null;
  readonly currency: string;
  readonly current: Amount;
  readonly share: number | null;
  readonly previous: Amount;
  readonly difference: Amount;
  readonly ratio: number | null;
};

const idOf = (keys: Keys, currency: string) => `${currency} ${JSON.stringify(keys)}`;

/** The server's totals first, then its page of groups as it ranked them. */
export function groupRows(answer: CostsAnswer): readonly GroupRow[] {
  const unheld = isUnheld(answer.question, answer.gaps);
  const row = (one: CostsAnswer["rows"][number], keys: Keys | null): GroupRow => ({
    id: keys === null ? `total ${one.currency}` : idOf(keys, one.currency),
    keys,
    currency: one.currency,
    gross: one.gross,
    credits: one.credits,
    refunds: one.refunds,
    afterCredits: one.after_credits,
    share: ratio(one.after_credits, totalOf(answer.totals, one.currency, "after_credits", unheld)),
  });
  return [
    ...answer.totals.map((one) => row(one, null)),
    ...answer.rows.map((one) => row(one, one.keys)),
  ];
}

const magnitude = (amount: string) => (amount.startsWith("-") ? amount.slice(1) : amount);

function totalChange(answer: ChangesAnswer, currency: string): ChangeRow {
  const noCurrent = isUnheld(answer.current, answer.current_gaps);
  const noPrevious = isUnheld(answer.previous, answer.previous_gaps);
  const current = totalOf(answer.current_totals, currency, "after_credits", noCurrent);
  const previous = totalOf(answer.previous_totals, currency, "after_credits", noPrevious);
  const known = current !== null && previous !== null;
  const difference = known ? subtractDecimals(current, previous) : null;
  return {
    id: `total ${currency}`,
    keys: null,
    currency,
    current,
    share: ratio(current, current),
    previous,
    difference,
    ratio: ratio(difference, previous === null ? null : magnitude(previous)),
  };
}

/** The totals of both periods first, then the page of changes as the server ranked them. */
export function changeRows(answer: ChangesAnswer): readonly ChangeRow[] {
  const all = [...answer.current_totals, ...answer.previous_totals];
  const currencies = [...new Set(all.map(({ currency }) => currency))].sort();
  const totals = currencies.map((currency) => totalChange(answer, currency));
  const whole = new Map(totals.map(({ currency, current }) => [currency, current]));
  const rows = answer.changes.map(
    (one): ChangeRow => ({
      id: idOf(one.keys, one.currency),
      keys: one.keys,
      currency: one.currency,
      current: one.current,
      share: ratio(one.current, whole.get(one.currency) ?? null),
      previous: one.previous,
      difference: one.difference,
      ratio: one.ratio,
    }),
  );
  return [...totals, ...rows];
}

/** Up, down or level; null when unknown. */
export function directionOf(difference: Amount): "up" | "down" | "level" | null {
  if (difference === null) return null;
  const side = compareDecimals(difference, "0");
  if (side === 0) return "level";
  return side > 0 ? "up" : "down";
}
