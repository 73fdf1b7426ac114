import { addDecimals } from "../../lib/decimal";
import type { Residue } from "./verdicts";

type Line = {
  readonly billed: string | null;
  readonly currency: string;
  readonly lines: number;
};

/** What all lines without an invoice add up to, per currency; unknown when one amount is. */
export function openTotals(rows: readonly Line[]): {
  readonly lines: number;
  readonly amounts: readonly Residue[];
} {
  const currencies = [...new Set(rows.map((row) => row.currency))].sort();
  const amounts = currencies.map((currency) => {
    const all = rows.filter((row) => row.currency === currency).map((row) => row.billed);
    const known = all.filter((amount) => amount !== null);
    return { currency, amount: known.length === all.length ? addDecimals(...known) : null };
  });
  return { lines: rows.reduce((sum, row) => sum + row.lines, 0), amounts };
}
