import type { Delivery, Sources } from "./queries";

export const states = ["final", "partly", "estimated", "superseded"] as const;
export type State = (typeof states)[number];

export function isState(value: unknown): value is State {
  return states.some((state) => state === value);
}

/** Delivered less often than this, a running month is out of date: AWS writes it at least daily. */
export const staleAfterHours = 48;
const hour = 3_600_000;

/** The month (YYYY-MM, UTC) that is not over at `now`. */
export function monthOf(now: Date): string {
  return now.toISOString().slice(0, 7);
}

export type PayerFreshness = {
  readonly payer: string;
  /** The newest month held. */
  readonly month: string;
  readonly deliveredAt: string;
  readonly lines: number;
  readonly openLines: number;
  /**
   * running: the newest bill is of the month that is not over. late: that bill, but too old.
   * closed: the last month is held and the new one has only begun. missing: no bill of the
   * running month.
   */
  readonly standing: "running" | "late" | "closed" | "missing";
};

function standingOf(month: string, deliveredAt: string, now: Date): PayerFreshness["standing"] {
  const running = monthOf(now);
  if (month >= running) {
    const age = (now.getTime() - new Date(deliveredAt).getTime()) / hour;
    return age > staleAfterHours ? "late" : "running";
  }
  const intoTheMonth = (now.getTime() - new Date(`${running}-01T00:00:00Z`).getTime()) / hour;
  return intoTheMonth > staleAfterHours ? "missing" : "closed";
}

function newest(deliveries: readonly Delivery[]): Delivery | undefined {
  return [...deliveries].sort(
    (a, b) =>
      b.billing_period.localeCompare(a.billing_period) ||
      b.delivered_at.localeCompare(a.delivered_at),
  )[0];
}

/** How fresh each payer's newest bill is at `now`; superseded deliveries do not count. */
export function freshnessOf(deliveries: readonly Delivery[], now: Date): readonly PayerFreshness[] {
  const current = deliveries.filter((delivery) => delivery.is_current);
  const payers = [...new Set(current.map((delivery) => delivery.payer_account_id))].sort();
  return payers.flatMap((payer) => {
    const bill = newest(current.filter((delivery) => delivery.payer_account_id === payer));
    if (bill === undefined) return [];
    return {
      payer,
      month: bill.billing_period,
      deliveredAt: bill.delivered_at,
      lines: bill.lines,
      openLines: bill.estimated_lines,
      standing: standingOf(bill.billing_period, bill.delivered_at, now),
    };
  });
}

/** The newest month first; in a month by payer, the newest delivery first. */
export function inOrder(deliveries: readonly Delivery[]): readonly Delivery[] {
  return [...deliveries].sort(
    (a, b) =>
      b.billing_period.localeCompare(a.billing_period) ||
      a.payer_account_id.localeCompare(b.payer_account_id) ||
      b.delivered_at.localeCompare(a.delivered_at),
  );
}

/** The months that are held, and those that someone's bill is missing of. */
export function coverageOf({ deliveries, gaps }: Sources): {
  readonly have: number;
  readonly of: number;
  readonly missing: readonly string[];
} {
  const held = deliveries.filter((delivery) => delivery.is_current);
  const missing = [...new Set(gaps.map((gap) => gap.billing_period))].sort();
  const all = new Set([...held.map((delivery) => delivery.billing_period), ...missing]);
  return { have: all.size - missing.length, of: all.size, missing };
}

/** The deliveries that count and about which something is to be said. */
export function remarkable(deliveries: readonly Delivery[]): readonly Delivery[] {
  return inOrder(deliveries).filter(
    ({ is_current, notices, roundings }) =>
      is_current && (notices.length > 0 || roundings.length > 0),
  );
}
