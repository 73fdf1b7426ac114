import type { UseQueryResult } from "@tanstack/react-query";
import { lazy, type ReactElement, type ReactNode, Suspense } from "react";
import { useWidget, Widget } from "../../../components/widget";
import type { Problem } from "../../../lib/api/problem";
import { usePageSearch } from "../../../lib/feature";
import { useText } from "../../../lib/i18n";
import { properties, propertiesOf, type Show } from "../choices";
import { feature } from "../feature";
import type { Choosing, Column, GridProps } from "../Grid";
import { noScan } from "../queries";
import { type Known, matching, pageOf } from "../rows";
import "../../../components/table/table.css";

const Grid = lazy(() => import("../Grid")) as unknown as <Row>(
  props: GridProps<Row>,
) => ReactElement;

type Props<Answer, Row> = {
  readonly show: Show;
  readonly query: UseQueryResult<Answer, Problem>;
  readonly rowsOf: (answer: Answer) => readonly Row[];
  readonly knownOf: (row: Row) => Known;
  readonly rowId: (row: Row) => string;
  readonly columns: readonly Column<Row>[];
  readonly actions?: ReactNode;
  /** Stands above the table. */
  readonly bar?: (rows: readonly Row[]) => ReactNode;
  readonly choosing?: Choosing<Row>;
  /** Puts the chosen rows in order. */
  readonly order?: (rows: readonly Row[]) => readonly Row[];
};

const unfiltered = Object.fromEntries(properties.map((one) => [one, undefined]));

/** What the address asks of this list: filters that none of its rows knows do not count. */
function useAsked(show: Show) {
  const [all, change] = usePageSearch(feature);
  const offered = propertiesOf(show);
  const { search, page, order } = all;
  const lists = offered.filter((one) => all[one] !== undefined);
  const filters = Object.fromEntries(lists.map((one) => [one, all[one]]));
  return {
    asked: { ...filters, ...(search !== undefined && { search }) },
    isFiltered: lists.length > 0 || search !== undefined,
    ordering: { page, order },
    change,
  };
}

/** One of the page's lists: filtered, page by page, and saying why it is empty. */
export function ListWidget<Answer, Row>(props: Props<Answer, Row>) {
  const { show, query, rowsOf, knownOf, rowId, columns, actions, bar, choosing } = props;
  const { t } = useText("recommendations");
  const { asked, isFiltered, ordering, change } = useAsked(show);
  const found = (answer: Answer) => matching(rowsOf(answer), asked, knownOf);
  const onClear = () => change({ ...unfiltered, search: undefined, page: undefined });
  const state = useWidget(query, {
    noSource: noScan,
    isEmpty: (answer) => rowsOf(answer).length > 0 && found(answer).length === 0,
    ...(isFiltered && { onClear }),
  });
  const table = (answer: Answer) => {
    const rows = props.order?.(found(answer)) ?? found(answer);
    if (rows.length === 0) return <p className="rc-soft">{t(`show.${show}.none`)}</p>;
    const { page, pages, shown } = pageOf(rows, ordering.page);
    return (
      <>
        {bar?.(rows)}
        <Grid
          label={t(`show.${show}.table`)}
          rows={shown}
          columns={columns}
          rowId={rowId}
          page={page}
          pages={pages}
          order={props.order && ordering.order}
          onOrder={(order) => change({ order, page: undefined })}
          choosing={choosing}
          onPage={(next) => change({ page: next === 1 ? undefined : String(next) })}
        />
      </>
    );
  };
  return (
    <Widget
      title={t(`show.${show}`)}
      description={t(`show.${show}.about`)}
      actions={actions}
      height={state.kind === "loading" ? 720 : 120}
      state={state}
    >
      {(answer) => (
        <div className="rc-list">
          <Suspense
            fallback={
              <div className="ls-table__wait" role="status" aria-label={t("widget.loading")} />
            }
          >
            {table(answer)}
          </Suspense>
        </div>
      )}
    </Widget>
  );
}
