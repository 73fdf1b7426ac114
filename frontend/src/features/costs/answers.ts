import type { components } from "../../lib/api/schema";
import type { Range } from "./period";
import { monthsOf } from "./period";

type Schemas = components["schemas"];
export type CostsAnswer = Schemas["CostsPage"];
export type ChangesAnswer = Schemas["ChangesPage"];
export type CostRow = Schemas["CostRowDocument"];
export type Gap = Schemas["GapDocument"];
type Question = Schemas["QuestionDocument"];

export function rangeAsked({ start, end }: Pick<Question, "start" | "end">): Range {
  return { from: start, to: end };
}

/** The months of the period of which no payer's bill is held. */
export function unheldMonths(gaps: readonly Gap[]): readonly string[] {
  return gaps.filter((gap) => gap.payer_account_id === null).map((gap) => gap.billing_period);
}

/** Whether no bill at all is held: then nothing is known, not even that it was zero. */
export function isUnheld(question: Question, gaps: readonly Gap[]): boolean {
  const missing = unheldMonths(gaps);
  return monthsOf(rangeAsked(question)).every((month) => missing.includes(month));
}

/** The amount of one currency's total; what no bill tells is unknown, what a bill lacks is zero. */
export function totalOf(
  totals: readonly CostRow[],
  currency: string,
  part: "gross" | "credits" | "refunds" | "after_credits",
  unheld: boolean,
): string | null {
  const row = totals.find((one) => one.currency === currency);
  if (row === undefined) return unheld ? null : "0";
  return row[part];
}
