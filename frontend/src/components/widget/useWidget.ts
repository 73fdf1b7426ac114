import type { UseQueryResult } from "@tanstack/react-query";
import type { Problem } from "../../lib/api/problem";
import type { WidgetNotes, WidgetState } from "./state";

type Rules<T> = {
  /** The command that brings a source, when the answer says there is none; else null. */
  readonly noSource?: (answer: { data?: T; problem?: Problem }) => string | null;
  /** True when filters left nothing; needs `onClear`. */
  readonly isEmpty?: (data: T) => boolean;
  readonly onClear?: () => void;
  readonly notes?: (data: T) => WidgetNotes;
};

type Answer<T> = Pick<UseQueryResult<T, Problem>, "data" | "error" | "dataUpdatedAt" | "refetch">;

function ofData<T>(data: T, query: Answer<T>, rules: Rules<T>): WidgetState<T> {
  const command = rules.noSource?.({ data }) ?? null;
  if (command !== null) return { kind: "no-source", command };
  if (rules.onClear !== undefined && rules.isEmpty?.(data) === true) {
    return { kind: "filtered-empty", onClear: rules.onClear };
  }
  const notes = rules.notes?.(data) ?? {};
  if (query.error === null) return { kind: "ready", data, notes };
  const staleSince = new Date(query.dataUpdatedAt).toISOString();
  return { kind: "ready", data, notes: { staleSince, ...notes } };
}

/** What a widget shows for the result of one query. Old figures outlive a failed refresh. */
export function useWidget<T>(query: Answer<T>, rules: Rules<T> = {}): WidgetState<T> {
  if (query.data !== undefined) return ofData(query.data, query, rules);
  if (query.error === null) return { kind: "loading" };
  const command = rules.noSource?.({ problem: query.error }) ?? null;
  if (command !== null) return { kind: "no-source", command };
  return { kind: "error", problem: query.error, onRetry: () => void query.refetch() };
}
