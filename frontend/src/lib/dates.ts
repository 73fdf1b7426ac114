import type { Language } from "./i18n/language";

const utc = { timeZone: "UTC" } as const;

/** "2025-03-09" as "9 de mar. de 2025" or "Mar 9, 2025"; days are UTC days. */
export function formatDay(day: string, language: Language): string {
  return new Intl.DateTimeFormat(language, { dateStyle: "medium", ...utc }).format(
    new Date(`${day.slice(0, 10)}T00:00:00Z`),
  );
}

/** "2025-03-09" as "9 mar" for chart axes. */
export function formatShortDay(day: string, language: Language): string {
  const date = new Date(`${day.slice(0, 10)}T00:00:00Z`);
  const parts = new Intl.DateTimeFormat(language, { day: "numeric", month: "short", ...utc });
  const label = parts.formatToParts(date);
  const value = (type: string) => label.find((part) => part.type === type)?.value ?? "";
  const month = value("month").replace(".", "");
  return language === "en" ? `${month} ${value("day")}` : `${value("day")} ${month}`;
}

/** "2025-03" as "mar. de 2025" or "Mar 2025". */
export function formatMonth(month: string, language: Language): string {
  return new Intl.DateTimeFormat(language, { month: "short", year: "numeric", ...utc }).format(
    new Date(`${month.slice(0, 7)}-01T00:00:00Z`),
  );
}

/** An instant in the reader's own time zone. */
export function formatInstant(instant: string | number, language: Language): string {
  return new Intl.DateTimeFormat(language, { dateStyle: "medium", timeStyle: "short" }).format(
    new Date(instant),
  );
}

const steps = [
  ["day", 86_400],
  ["hour", 3_600],
  ["minute", 60],
] as const;

/** How long ago `instant` was, seen from `now`: "há 3 horas". */
export function formatAge(instant: string, now: Date, language: Language): string {
  const seconds = (new Date(instant).getTime() - now.getTime()) / 1000;
  const words = new Intl.RelativeTimeFormat(language, { numeric: "auto" });
  for (const [unit, length] of steps) {
    if (Math.abs(seconds) >= length) return words.format(Math.trunc(seconds / length), unit);
  }
  return words.format(0, "minute");
}
