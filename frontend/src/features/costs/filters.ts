import { isDimension } from "./dimensions";

/** Only charges whose dimension has one of the values or, negated, none of them. */
export type CostFilter = {
  readonly dimension: string;
  readonly values: readonly string[];
  readonly negated: boolean;
};

/** The API takes no more. */
export const mostFilters = 20;

/** `Dimension=Value|Value` or `Dimension!=Value`; null when it is neither. */
export function parseFilter(text: string): CostFilter | null {
  const equals = text.indexOf("=");
  if (equals < 1) return null;
  const negated = text[equals - 1] === "!";
  const dimension = text.slice(0, negated ? equals - 1 : equals);
  const values = text
    .slice(equals + 1)
    .split("|")
    .filter((value) => value !== "");
  return isDimension(dimension) && values.length > 0 ? { dimension, values, negated } : null;
}

export function printFilter({ dimension, values, negated }: CostFilter): string {
  return `${dimension}${negated ? "!=" : "="}${values.join("|")}`;
}

/** Whether a filter can say exactly this: its language has no escape for `|` and `=`. */
export function canFilter(dimension: string, value: string): boolean {
  return value !== "" && !value.includes("|") && !/[=]|!$/.test(dimension);
}
