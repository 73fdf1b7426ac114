import { useWidget, Widget } from "../../../components/widget";
import { api, useApi } from "../../../lib/api/client";
import { useText } from "../../../lib/i18n";
import type { Comparison } from "../address";
import { isUnheld, rangeAsked } from "../answers";
import type { Coverage } from "../coverage";
import { formatRange } from "../period";
import { changesQuery, pageSize } from "../questions";
import type { CostsState } from "../state";
import { type ChangeState, withoutLedger } from "../use-costs";
import { Caveats } from "./Caveats";
import { Crumbs } from "./Crumbs";
import { useChangeColumns } from "./columns";
import { tableHeight } from "./GroupsWidget";
import { LazyGrid } from "./LazyGrid";
import { changeRows } from "./rows";
import { useNotes } from "./useNotes";
import { usePage } from "./usePage";
import { useTitle } from "./useTitle";

type Props = {
  readonly against: Exclude<Comparison, "none">;
  readonly coverage: Coverage;
  readonly state: CostsState;
  readonly change: ChangeState;
};

/** How every group moved against the earlier period, largest absolute change first. */
export function ChangesWidget({ against, coverage, state, change }: Props) {
  const { t, lang } = useText("costs");
  const title = useTitle();
  const notesOf = useNotes(coverage);
  const [page, turnTo] = usePage(JSON.stringify(changesQuery(state, against, 1)));
  const asked = changesQuery(state, against, page);
  const query = useApi(["costs", "changes", asked], (signal) =>
    api.GET("/api/v1/changes", { params: { query: asked }, signal }),
  );
  const by = query.data?.current.by ?? state.by;
  const columns = useChangeColumns(state, by);
  const widget = useWidget(query, {
    noSource: withoutLedger(t("ingest")),
    isEmpty: ({ changes, current, current_gaps: gaps }) =>
      changes.length === 0 && state.filters.length > 0 && !isUnheld(current, gaps),
    onClear: () => {
      change({ filters: [] });
    },
    notes: ({ current, current_gaps: gaps }) => notesOf(rangeAsked(current), gaps),
  });
  const periods = query.data && {
    current: formatRange(rangeAsked(query.data.current), lang),
    previous: formatRange(rangeAsked(query.data.previous), lang),
  };
  return (
    <Widget
      title={t("changes.title")}
      {...(periods && { description: t("changes.periods", periods) })}
      height={tableHeight}
      state={widget}
    >
      {(answer) => (
        <div aria-busy={query.isPlaceholderData} className="ls-fresh">
          <Caveats
            range={rangeAsked(answer.current)}
            gaps={answer.current_gaps}
            earlier={answer.previous_gaps}
            coverage={coverage}
          />
          <Crumbs state={state} shown={title(by)} />
          {answer.changes.length === 0 ? (
            <p>{t("no-charges")}</p>
          ) : (
            <LazyGrid
              label={`${t("changes.title")}: ${title(by)}`}
              rows={changeRows(answer)}
              columns={columns}
              page={page}
              pages={Math.ceil(answer.page.total / pageSize)}
              onPage={turnTo}
            />
          )}
        </div>
      )}
    </Widget>
  );
}
