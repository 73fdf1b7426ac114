import { useWidget, Widget } from "../../../components/widget";
import { api, useApi } from "../../../lib/api/client";
import { useText } from "../../../lib/i18n";
import { isUnheld, rangeAsked } from "../answers";
import type { Coverage } from "../coverage";
import { groupsQuery, pageSize } from "../questions";
import type { CostsState } from "../state";
import { type ChangeState, withoutLedger } from "../use-costs";
import { Crumbs } from "./Crumbs";
import { useGroupColumns } from "./columns";
import { LazyGrid } from "./LazyGrid";
import { groupRows } from "./rows";
import { useNotes } from "./useNotes";
import { usePage } from "./usePage";
import { useTitle } from "./useTitle";

type Props = {
  readonly coverage: Coverage;
  readonly state: CostsState;
  readonly change: ChangeState;
};

export const tableHeight = 420;

/** Every group of the period, costliest first, page by page. */
export function GroupsWidget({ coverage, state, change }: Props) {
  const { t } = useText("costs");
  const title = useTitle();
  const notesOf = useNotes(coverage);
  const [page, turnTo] = usePage(JSON.stringify(groupsQuery(state, 1)));
  const asked = groupsQuery(state, page);
  const query = useApi(["costs", "groups", asked], (signal) =>
    api.GET("/api/v1/costs", { params: { query: asked }, signal }),
  );
  const by = query.data?.question.by ?? state.by;
  const columns = useGroupColumns(state, by);
  const widget = useWidget(query, {
    noSource: withoutLedger(t("ingest")),
    isEmpty: ({ rows, question, gaps }) =>
      rows.length === 0 && state.filters.length > 0 && !isUnheld(question, gaps),
    onClear: () => {
      change({ filters: [] });
    },
    notes: ({ question, gaps }) => notesOf(rangeAsked(question), gaps),
  });
  const count = query.data?.page.total;
  return (
    <Widget
      title={t("groups.title")}
      {...(count !== undefined && count > 0 && { description: t("groups.count", { count }) })}
      height={tableHeight}
      state={widget}
    >
      {(answer) => (
        <div aria-busy={query.isPlaceholderData} className="ls-fresh">
          <Crumbs state={state} shown={title(by)} />
          {answer.rows.length === 0 ? (
            isUnheld(answer.question, answer.gaps) ? (
              <p>{t("no-bill")}</p>
            ) : (
              <p>{t("no-charges")}</p>
            )
          ) : (
            <LazyGrid
              label={`${t("groups.title")}: ${title(by)}`}
              rows={groupRows(answer)}
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
