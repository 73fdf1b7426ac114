import { addDecimals, compareDecimals, isZero, roundDecimal } from "./decimal";
import type { Language } from "./i18n/language";

function currencyFormat(currency: string, language: Language): Intl.NumberFormat {
  return new Intl.NumberFormat(language, { style: "currency", currency });
}

const asNumeric = (decimal: string) => decimal as `${number}`;

/**
 * Money for the reader: rounded half to even at the currency's own digits, never through a float.
 * An amount too small for those digits reads "< US$ 0,01" instead of a false zero.
 */
export function formatMoney(amount: string, currency: string, language: Language): string {
  const format = currencyFormat(currency, language);
  const digits = format.resolvedOptions().maximumFractionDigits ?? 2;
  const rounded = roundDecimal(amount, digits);
  if (!isZero(rounded) || isZero(amount)) {
    return format.format(asNumeric(isZero(rounded) ? roundDecimal("0", digits) : rounded));
  }
  const smallest = digits === 0 ? "1" : `0.${"0".repeat(digits - 1)}1`;
  return compareDecimals(amount, "0") > 0
    ? `< ${format.format(asNumeric(smallest))}`
    : `> ${format.format(asNumeric(`-${smallest}`))}`;
}

/** Every digit the source gave, for tooltips and copying. */
export function formatExact(amount: string, currency: string, language: Language): string {
  const exact = addDecimals(amount);
  const fraction = exact.split(".")[1]?.length ?? 0;
  return new Intl.NumberFormat(language, {
    style: "currency",
    currency,
    maximumFractionDigits: Math.min(Math.max(fraction, 2), 20),
  }).format(asNumeric(exact));
}

/** A short label for chart axes only: "US$ 1,2 mil". */
export function formatAxisMoney(value: number, currency: string, language: Language): string {
  return new Intl.NumberFormat(language, {
    style: "currency",
    currency,
    notation: "compact",
    maximumFractionDigits: 1,
    minimumFractionDigits: 0,
  }).format(value);
}

/** A ratio such as 0.125 as "12,5%". */
export function formatPercent(value: number, language: Language): string {
  return new Intl.NumberFormat(language, {
    style: "percent",
    maximumFractionDigits: 1,
  }).format(value);
}
