import { formatMonth } from "../../../lib/dates";
import type { Language } from "../../../lib/i18n";
import type { Gap } from "../api";

const utc = { timeZone: "UTC" } as const;
const instant = (day: string) => new Date(`${day}T00:00:00Z`);
const dayOf = (date: Date) => date.toISOString().slice(0, 10);

/** `day` moved by whole days; days are UTC days, "2026-11-21". */
export function shiftDay(day: string, days: number): string {
  const date = instant(day);
  date.setUTCDate(date.getUTCDate() + days);
  return dayOf(date);
}

/** The month after, "2026-12" to "2027-01". */
export function nextMonth(month: string): string {
  const date = instant(`${month.slice(0, 7)}-01`);
  date.setUTCMonth(date.getUTCMonth() + 1);
  return dayOf(date).slice(0, 7);
}

/** Every day from `start` up to, not including, `end`. */
export function daysBetween(start: string, end: string): readonly string[] {
  const days: string[] = [];
  for (let day = start; day < end; day = shiftDay(day, 1)) days.push(day);
  return days;
}

/** Every month, "2026-11", that begins from `start` up to, not including, `end`. */
export function monthsBetween(start: string, end: string): readonly string[] {
  const months: string[] = [];
  for (let month = start.slice(0, 7); `${month}-01` < end; month = nextMonth(month)) {
    months.push(month);
  }
  return months;
}

/** The days from `start` up to, not including, `end`: "1 – 21 de nov." */
export function formatDays(start: string, end: string, language: Language): string {
  const words = new Intl.DateTimeFormat(language, { day: "numeric", month: "short", ...utc });
  return words.formatRange(instant(start), instant(shiftDay(end, -1)));
}

/** "novembro de 2026" */
export function formatLongMonth(month: string, language: Language): string {
  const words = new Intl.DateTimeFormat(language, { month: "long", year: "numeric", ...utc });
  return words.format(instant(`${month.slice(0, 7)}-01`));
}

/** The missing bills as a reader would name them. */
export function gapNames(gaps: readonly Gap[], language: Language): readonly string[] {
  return gaps.map(({ billing_period, payer_account_id }) => {
    const month = formatMonth(billing_period, language);
    return payer_account_id === null ? month : `${month} (${payer_account_id})`;
  });
}
