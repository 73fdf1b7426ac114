import { useCallback, useMemo } from "react";
import { Chart, type ChartSelection } from "../../../components/chart";
import { useText } from "../../../lib/i18n";
import { formatMoney } from "../../../lib/money";
import { type CostsAnswer, rangeAsked } from "../answers";
import type { Coverage } from "../coverage";
import { drillInto } from "../drill";
import { factsOf } from "../facts";
import { useNames } from "../names";
import { formatRange } from "../period";
import type { CostsState } from "../state";
import type { ChangeState } from "../use-costs";
import type { Keys } from "./rows";
import { useTitle } from "./useTitle";

type Props = {
  readonly answer: CostsAnswer;
  readonly coverage: Coverage;
  readonly state: CostsState;
  readonly change: ChangeState;
  readonly height: number;
};

/** Clicking a bar steps into its group, as its link in the table does. */
function useStep(answer: CostsAnswer, state: CostsState, change: ChangeState) {
  return useCallback(
    ({ seriesId }: ChartSelection) => {
      const row = answer.rows.find(({ keys }) => JSON.stringify(keys) === seriesId);
      const [dimension] = answer.question.by;
      if (row === undefined || dimension === undefined) return;
      const keys: Keys = row.keys;
      const target = drillInto(state, dimension, keys[dimension] ?? "");
      if (target !== null) change(target);
    },
    [answer, state, change],
  );
}

/** The drawing of the largest groups, one per currency. */
export function CostChart({ answer, coverage, state, change, height }: Props) {
  const { t, lang } = useText("costs");
  const names = useNames();
  const title = useTitle();
  const onSelect = useStep(answer, state, change);
  const drawings = useMemo(
    () =>
      factsOf(answer, state.view, coverage, {
        others: t("others"),
        total: t("total"),
        nameOf: names.ofGroup,
      }),
    [answer, state.view, coverage, t, names],
  );
  return (
    <>
      {drawings.map((facts) => {
        const total = answer.totals.find(({ currency }) => currency === facts.currency);
        const sum = total?.after_credits ?? null;
        const summary = t("chart.summary", {
          period: formatRange(rangeAsked(answer.question), lang),
          total: sum === null ? t("unknown") : formatMoney(sum, facts.currency, lang),
          largest: facts.series[0]?.name ?? "",
        });
        return (
          <Chart
            key={facts.currency}
            {...facts}
            label={`${title(answer.question.by)} (${facts.currency})`}
            summary={summary}
            height={height}
            onSelect={onSelect}
          />
        );
      })}
    </>
  );
}
