import { useQueryClient } from "@tanstack/react-query";
import { useCallback, useState } from "react";
import type { Problem } from "../../../lib/api/problem";
import { decidedQuestions, type Recommendation } from "../queries";
import { type Changed, type Choice, decide, type Order, todayIn, undoing } from "./decide";

/** What the reader is about to decide, until it is confirmed. */
export type Asked = { readonly choice: Choice; readonly about: readonly Recommendation[] };

export type Notice = {
  readonly kind: Choice | "none" | "undone" | "failed";
  readonly count: number;
  /** What the decision changed; without it there is nothing to undo. */
  readonly changes: readonly Changed[];
  readonly problem: Problem | null;
};

/** Asks the lists anew that a decision changes, and waits for them. */
function useRefresh() {
  const client = useQueryClient();
  return useCallback(
    () =>
      client.invalidateQueries({
        predicate: ({ queryKey }) => decidedQuestions.some((one) => one === queryKey[1]),
      }),
    [client],
  );
}

/** Decides about recommendations, says what was decided, and takes it back. */
export function useDecisions(onDecided: () => void) {
  const refresh = useRefresh();
  const [asked, setAsked] = useState<Asked | null>(null);
  const [notice, setNotice] = useState<Notice | null>(null);
  const [isBusy, setBusy] = useState(false);

  /** Throws a Problem; then nothing was changed. */
  const submit = async (order: Order) => {
    const changes = await decide(order);
    await refresh();
    onDecided();
    setAsked(null);
    setNotice({ kind: order.decision, count: changes.length, changes, problem: null });
  };
  const attempt = async (work: () => Promise<void>) => {
    setBusy(true);
    try {
      await work();
    } catch (problem) {
      setNotice({ kind: "failed", count: 0, changes: [], problem: problem as Problem });
    } finally {
      setBusy(false);
    }
  };
  const takeBack = (about: readonly Recommendation[]) => {
    const held = about.filter(({ decision }) => decision !== null).map(({ id }) => id);
    const order = { recommendations: held, decision: "none", reason: null, until: null } as const;
    return attempt(() => submit(order));
  };
  const undo = (changes: readonly Changed[]) =>
    attempt(async () => {
      for (const order of undoing(changes, todayIn(new Date()))) await decide(order);
      await refresh();
      setNotice({ kind: "undone", count: changes.length, changes: [], problem: null });
    });
  return {
    asked,
    ask: setAsked,
    notice,
    dismissNotice: () => setNotice(null),
    isBusy,
    submit,
    takeBack,
    undo,
  };
}
