import { formatDay, formatMonth, formatShortDay } from "../../lib/dates";
import type { Language } from "../../lib/i18n";
import type { CategoryKind } from "./types";

export function axisLabel(category: string, kind: CategoryKind, language: Language): string {
  if (kind === "day") return formatShortDay(category, language);
  // An axis has no room for "nov. de 2026".
  return kind === "month" ? formatMonth(category, language).replace(/\.? de /, " ") : category;
}

export function fullLabel(category: string, kind: CategoryKind, language: Language): string {
  if (kind === "day") return formatDay(category, language);
  return kind === "month" ? formatMonth(category, language) : category;
}
