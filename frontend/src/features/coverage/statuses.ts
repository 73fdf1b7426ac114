import type { BadgeTone } from "../../components/Badge";
import type { components } from "../../lib/api/schema";

export type Status = components["schemas"]["Status"];

type Look = { readonly symbol: string; readonly tone: BadgeTone };

/** Worst first. */
const looks: Readonly<Record<Status, Look>> = {
  denied: { symbol: "✕", tone: "brick" },
  denied_by_policy: { symbol: "⊘", tone: "brick" },
  error: { symbol: "!", tone: "brick" },
  throttled: { symbol: "≈", tone: "amber" },
  partial: { symbol: "◐", tone: "amber" },
  not_enabled: { symbol: "○", tone: "slate" },
  not_offered: { symbol: "–", tone: "neutral" },
  ok: { symbol: "✓", tone: "moss" },
};

export const statuses: readonly Status[] = [
  "denied",
  "denied_by_policy",
  "error",
  "throttled",
  "partial",
  "not_enabled",
  "not_offered",
  "ok",
];

export function lookOf(status: Status): Look {
  return looks[status];
}

export function isStatus(value: unknown): value is Status {
  return statuses.some((status) => status === value);
}

/** The worst of some endings. */
export function worstOf(all: readonly Status[]): Status {
  return statuses.find((status) => all.includes(status)) ?? "ok";
}
