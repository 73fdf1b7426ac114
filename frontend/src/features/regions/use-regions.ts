import { useMemo } from "react";
import { useWidget, type WidgetNotes, type WidgetState } from "../../components/widget";
import { noLedger } from "../../lib/api/no-ledger";
import { type Regions, regionsIn, type Sources } from "./facts";
import { noScan, useAsked, useFound, useIsEstimated, useSpend } from "./queries";

export type RegionsAnswer = Regions & {
  readonly hasBill: boolean;
  readonly hasScan: boolean;
  /** The days that the spend is of; null without a bill. */
  readonly days: { readonly from: string; readonly to: string } | null;
};

type State = WidgetState<unknown>;

/** What keeps the whole from being shown: the first that waits or failed, or that all lack a source. */
function hindrance(states: readonly State[]): Exclude<State, { kind: "ready" }> | null {
  for (const kind of ["loading", "error"] as const) {
    const found = states.find((state) => state.kind === kind);
    if (found !== undefined && found.kind !== "ready") return found;
  }
  const [first] = states;
  const none = states.every((state) => state.kind === "no-source");
  return none && first?.kind === "no-source" ? first : null;
}

/** Either of bill and scan is enough; what the other would tell is unknown. */
export function useRegions(): WidgetState<RegionsAnswer> {
  const spend = useWidget(useSpend(), { noSource: noLedger });
  const found = useWidget(useFound(), { noSource: noScan });
  const asked = useWidget(useAsked(), { noSource: noScan });
  const isEstimated = useIsEstimated();
  const costs = spend.kind === "ready" ? spend.data : null;
  const counts = found.kind === "ready" ? found.data.counts : null;
  const jobs = asked.kind === "ready" ? asked.data.rows : null;
  const regions = useMemo(
    () => regionsIn({ spend: costs, counts, jobs } satisfies Sources),
    [costs, counts, jobs],
  );
  const hindered = hindrance([spend, found, asked]);
  if (hindered !== null) return hindered;
  const notes = [asked, found, spend].flatMap((state) =>
    state.kind === "ready" ? [state.notes] : [],
  );
  const question = costs?.question;
  return {
    kind: "ready",
    notes: Object.assign({ estimated: costs !== null && isEstimated }, ...notes) as WidgetNotes,
    data: {
      ...regions,
      hasBill: costs !== null,
      hasScan: counts !== null,
      days: question === undefined ? null : { from: question.start, to: question.end },
    },
  };
}
