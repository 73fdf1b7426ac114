import type { Language } from "../../lib/i18n";

/** Days, the last one not included. */
export type Range = { readonly from: string; readonly to: string };

export const presets = [
  "this-month",
  "last-month",
  "last-7",
  "last-30",
  "last-3-months",
  "last-6-months",
  "last-12-months",
] as const;
export type Preset = (typeof presets)[number];

const dayLength = 86_400_000;
const time = (day: string) => new Date(`${day}T00:00:00Z`).getTime();
const isoOf = (moment: number) => new Date(moment).toISOString().slice(0, 10);

export function addDays(day: string, count: number): string {
  return isoOf(time(day) + count * dayLength);
}

export function daysBetween(from: string, to: string): number {
  return Math.round((time(to) - time(from)) / dayLength);
}

/** The first day of the month `count` months after the one of `day`. */
export function monthStart(day: string, count = 0): string {
  const [year = 0, month = 1] = day.split("-").map(Number);
  return isoOf(Date.UTC(year, month - 1 + count, 1));
}

/** Today in UTC, as bills count days. */
export function today(now = new Date()): string {
  return now.toISOString().slice(0, 10);
}

/** The last days end yesterday; the last months are complete ones. */
export function rangeOf(preset: Preset, on: string): Range {
  const first = monthStart(on);
  switch (preset) {
    case "this-month":
      return { from: first, to: monthStart(on, 1) };
    case "last-month":
      return { from: monthStart(on, -1), to: first };
    case "last-7":
      return { from: addDays(on, -7), to: on };
    case "last-30":
      return { from: addDays(on, -30), to: on };
    case "last-3-months":
      return { from: monthStart(on, -3), to: first };
    case "last-6-months":
      return { from: monthStart(on, -6), to: first };
    case "last-12-months":
      return { from: monthStart(on, -12), to: first };
  }
}

/** The preset that means these days now, or null. */
export function presetOf({ from, to }: Range, on: string): Preset | null {
  const same = (preset: Preset) => {
    const range = rangeOf(preset, on);
    return range.from === from && range.to === to;
  };
  return presets.find(same) ?? null;
}

/** Whole months mean bills, any other period the days of the charges. */
export function isWholeMonths({ from, to }: Range): boolean {
  return from.endsWith("-01") && to.endsWith("-01");
}

/** The period in words: "nov. de 2026", or its first and last day. */
export function formatRange(range: Range, language: Language): string {
  const whole = isWholeMonths(range);
  const format = new Intl.DateTimeFormat(language, {
    timeZone: "UTC",
    year: "numeric",
    month: "short",
    ...(!whole && { day: "numeric" }),
  });
  return format.formatRange(time(range.from), time(addDays(range.to, -1)));
}

/** Every day of the period. */
export function daysOf({ from, to }: Range): string[] {
  return Array.from({ length: Math.max(daysBetween(from, to), 0) }, (_, place) =>
    addDays(from, place),
  );
}

/** Every month the period touches, as YYYY-MM. */
export function monthsOf({ from, to }: Range): string[] {
  const months: string[] = [];
  for (let month = monthStart(from); month < to; month = monthStart(month, 1)) {
    months.push(month.slice(0, 7));
  }
  return months;
}

/** Months in words, those that follow one another as one run: "ago. – out. de 2025". */
export function formatMonths(months: readonly string[], language: Language): readonly string[] {
  const runs: Range[] = [];
  for (const month of [...new Set(months)].sort()) {
    const from = `${month}-01`;
    const last = runs.at(-1);
    if (last?.to === from) runs[runs.length - 1] = { from: last.from, to: monthStart(from, 1) };
    else runs.push({ from, to: monthStart(from, 1) });
  }
  return runs.map((run) => formatRange(run, language));
}
