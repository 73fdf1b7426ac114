import type { Language } from "./i18n/language";

/** 68900 as "68.900" or "68,900". */
export function formatCount(value: number, language: Language): string {
  return new Intl.NumberFormat(language).format(value);
}

/** A decimal string with every digit it has and no currency: "12.14784" as "12,14784", "0" as "0". */
export function formatDecimal(amount: string, language: Language): string {
  const digits = Math.min(amount.split(".")[1]?.length ?? 0, 20);
  return new Intl.NumberFormat(language, {
    minimumFractionDigits: digits,
    maximumFractionDigits: digits,
  }).format(amount as `${number}`);
}

/**
 * A measured figure (number or decimal string) short enough to compare: "1.739.461", "24,74",
 * "0,00412". Small ones keep their first digits, so that none reads as a false zero.
 */
export function formatFigure(figure: number | string, language: Language): string {
  const size = Math.abs(Number(figure));
  const digits = size >= 1000 ? 0 : 2;
  const precision = size < 1 ? { maximumSignificantDigits: 3 } : { maximumFractionDigits: digits };
  return new Intl.NumberFormat(language, precision).format(figure as `${number}`);
}

/** A short figure for chart axes only: "1,2 mil". */
export function formatCompact(value: number, language: Language): string {
  return new Intl.NumberFormat(language, {
    notation: "compact",
    maximumSignificantDigits: 3,
  }).format(value);
}
