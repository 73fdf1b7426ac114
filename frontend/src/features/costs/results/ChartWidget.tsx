import type { UseQueryResult } from "@tanstack/react-query";
import { useWidget, Widget } from "../../../components/widget";
import type { Problem } from "../../../lib/api/problem";
import { useText } from "../../../lib/i18n";
import { type CostsAnswer, isUnheld, rangeAsked } from "../answers";
import type { Coverage } from "../coverage";
import { formatRange } from "../period";
import type { CostsState } from "../state";
import { type ChangeState, withoutLedger } from "../use-costs";
import { Caveats } from "./Caveats";
import { ChartChoices } from "./ChartChoices";
import { CostChart } from "./CostChart";
import { NoBill } from "./NoBill";
import { Totals } from "./Totals";
import { useNotes } from "./useNotes";
import { useTitle } from "./useTitle";

type Props = {
  readonly query: UseQueryResult<CostsAnswer, Problem>;
  readonly coverage: Coverage;
  readonly state: CostsState;
  readonly change: ChangeState;
};

const chartHeight = 340;
/** The totals, one caveat and the button that turns the chart into a table. */
const aboveChart = 106;

/** The totals of the period and the drawing of its largest groups. */
export function ChartWidget({ query, coverage, state, change }: Props) {
  const { t, lang } = useText("costs");
  const title = useTitle();
  const notesOf = useNotes(coverage);
  const widget = useWidget(query, {
    noSource: withoutLedger(t("ingest")),
    isEmpty: ({ rows, question, gaps }) =>
      rows.length === 0 && state.filters.length > 0 && !isUnheld(question, gaps),
    onClear: () => {
      change({ filters: [] });
    },
    notes: ({ question, gaps }) => notesOf(rangeAsked(question), gaps),
  });
  const by = query.data?.question.by ?? state.by;
  const period = query.data && formatRange(rangeAsked(query.data.question), lang);
  return (
    <Widget
      title={title(by)}
      description={period ?? "\u00a0"}
      height={state.view === "table" ? 80 : chartHeight + aboveChart}
      state={widget}
      actions={<ChartChoices state={state} change={change} />}
    >
      {(answer) =>
        answer.rows.length === 0 ? (
          isUnheld(answer.question, answer.gaps) ? (
            <NoBill gaps={answer.gaps} change={change} />
          ) : (
            <p>{t("no-charges")}</p>
          )
        ) : (
          <div aria-busy={query.isPlaceholderData} className="ls-fresh">
            <Totals totals={answer.totals} />
            <Caveats range={rangeAsked(answer.question)} gaps={answer.gaps} coverage={coverage} />
            {state.view !== "table" && (
              <CostChart {...{ answer, coverage, state, change }} height={chartHeight} />
            )}
          </div>
        )
      }
    </Widget>
  );
}
