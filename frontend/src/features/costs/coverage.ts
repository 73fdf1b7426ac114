import type { components } from "../../lib/api/schema";
import type { Gap } from "./answers";
import { monthStart, monthsOf, type Range } from "./period";

type Schemas = components["schemas"];

/** What was delivered: nothing after `lastDay`, all of it before `completeUntil`. */
export type Coverage = {
  readonly lastDay: string | null;
  readonly completeUntil: string | null;
  /** Months (YYYY-MM) whose bill AWS may still change. */
  readonly estimated: readonly string[];
};

export const nothingSaid: Coverage = { lastDay: null, completeUntil: null, estimated: [] };

export type Knowledge = "known" | "partial" | "unknown";

export function coverageOf(
  window: Schemas["WindowDocument"] | undefined,
  deliveries: readonly Schemas["DeliveryDocument"][],
): Coverage {
  const running = window?.is_running === true ? window : null;
  return {
    lastDay: running?.last_day ?? null,
    completeUntil: running?.complete_until ?? null,
    estimated: deliveries
      .filter((one) => one.is_current && (one.state === "estimated" || one.state === "partly"))
      .map((one) => one.billing_period),
  };
}

/** What is known of a day (YYYY-MM-DD) or month (YYYY-MM). */
export function knowledgeOf(
  category: string,
  gaps: readonly Gap[],
  { lastDay, completeUntil }: Coverage,
): Knowledge {
  const month = category.slice(0, 7);
  const missing = gaps.filter((gap) => gap.billing_period === month);
  if (missing.some((gap) => gap.payer_account_id === null)) return "unknown";
  const first = category.length === 7 ? `${category}-01` : category;
  if (lastDay !== null && first > lastDay) return "unknown";
  const last = category.length === 7 ? monthStart(first, 1) : category;
  const late = completeUntil !== null && last > completeUntil;
  const open = category.length === 7 ? late : late || category === completeUntil;
  return missing.length > 0 || open ? "partial" : "known";
}

/** The months of the period whose bill is still an estimate. */
export function estimatedMonths(range: Range, { estimated }: Coverage): readonly string[] {
  return monthsOf(range).filter((month) => estimated.includes(month));
}

/** The last day delivered, when the period goes on after it; else null. */
export function runsUntil(range: Range, { lastDay }: Coverage): string | null {
  return lastDay !== null && range.from <= lastDay && range.to > lastDay ? lastDay : null;
}
