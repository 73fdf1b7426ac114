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
