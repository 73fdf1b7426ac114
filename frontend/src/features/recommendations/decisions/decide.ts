import { api } from "../../../lib/api/client";
import { asProblem } from "../../../lib/api/problem";
import type { components } from "../../../lib/api/schema";
import { text } from "../../../lib/i18n";
import type { Decision } from "../queries";

export const choices = ["accept", "snooze", "dismiss"] as const;
export type Choice = (typeof choices)[number];

export type Order = {
  readonly recommendations: readonly string[];
  /** "none" takes decisions back. */
  readonly decision: Choice | "none";
  readonly reason: string | null;
  /** The day on which it ends (YYYY-MM-DD). */
  readonly until: string | null;
};
export type Changed = components["schemas"]["DecidedDocument"]["changes"][number];

/** Decides; tells what held before. Throws a Problem. */
export async function decide(order: Order): Promise<readonly Changed[]> {
  const body = { ...order, recommendations: [...order.recommendations] };
  try {
    const { data } = await api.POST("/api/v1/decisions", { body });
    return data?.changes ?? [];
  } catch (error) {
    throw asProblem(error, text("problem.network"), text("problem.unreadable"));
  }
}

/** Today in UTC, as the server counts days. */
export function todayIn(now: Date): string {
  return now.toISOString().slice(0, 10);
}

function choiceOf(before: Decision | null, today: string): Choice | "none" {
  // A decision whose last day has come no longer holds, and cannot be taken again.
  if (before === null || (before.until !== null && before.until <= today)) return "none";
  return choices.find((one) => one === before.decision) ?? "none";
}

/** What brings back all that held before, in as few orders as there were different decisions. */
export function undoing(changes: readonly Changed[], today: string): readonly Order[] {
  const orders = new Map<string, Order>();
  for (const { id, before } of changes) {
    const decision = choiceOf(before, today);
    const isNone = decision === "none";
    const [reason, until] = isNone ? [null, null] : [before?.reason ?? null, before?.until ?? null];
    const key = JSON.stringify([decision, reason, until]);
    const own = [...(orders.get(key)?.recommendations ?? []), id];
    orders.set(key, { recommendations: own, decision, reason, until });
  }
  return [...orders.values()];
}
