import type { ReactNode } from "react";
import { compareDecimals } from "../../lib/decimal";

export type DataColumn<Row> = {
  readonly id: string;
  readonly header: string;
  readonly cell: (row: Row) => ReactNode;
  /** Makes the column sortable. */
  readonly compare?: (a: Row, b: Row) => number;
  /** Pixels. Give one to every column, or headers get cut. */
  readonly width?: number;
  /** Figures stand at the right, with figures of equal width. */
  readonly figures?: boolean;
  /** Always shown: cannot be switched off in the preferences. */
  readonly fixed?: boolean;
};

/** Sorts decimal strings exactly; unknown amounts come last in ascending order. */
export function byDecimal<Row>(amountOf: (row: Row) => string | null) {
  return (a: Row, b: Row): number => {
    const [left, right] = [amountOf(a), amountOf(b)];
    if (left === null || right === null) return Number(left === null) - Number(right === null);
    return compareDecimals(left, right);
  };
}

/** Sorts words as a reader of the language expects. */
export function byText<Row>(textOf: (row: Row) => string) {
  return (a: Row, b: Row): number => textOf(a).localeCompare(textOf(b));
}
