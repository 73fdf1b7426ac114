import type { Language } from "../../lib/i18n";
import { formatAxisMoney, formatMoney } from "../../lib/money";
import { formatCompact, formatFigure } from "../../lib/numbers";
import type { ChartFacts } from "./types";

type Kind = Pick<ChartFacts, "currency" | "unit">;

/** A figure of the chart as its tooltip says it. */
export function figureText(amount: string, { currency, unit }: Kind, language: Language): string {
  if (currency !== null) return formatMoney(amount, currency, language);
  const figure = formatFigure(amount, language);
  return unit === undefined ? figure : `${figure} ${unit}`;
}

/** A short figure beside the axis. */
export function axisFigure(value: number, { currency }: Kind, language: Language): string {
  if (currency === null) return formatCompact(value, language);
  return formatAxisMoney(value, currency, language);
}
