import Pagination from "@cloudscape-design/components/pagination";
import Table from "@cloudscape-design/components/table";
import { useMemo } from "react";
import { useDisplay } from "../../lib/display";
import { useText } from "../../lib/i18n";
import { useColumns } from "./columns";
import { seriesKey } from "./keys";
import { pageSize, type Series, type UsageAnswer } from "./queries";

type Props = {
  readonly answer: UsageAnswer;
  readonly page: number;
  readonly opened: string | null;
  readonly onPage: (page: number) => void;
  readonly onOpen: (series: Series) => void;
};

/** A table whose pages and order are the server's. */
export default function Grid({ answer, page, opened, onPage, onOpen }: Props) {
  const { t } = useText("monitoring");
  const { density } = useDisplay();
  const columns = useColumns({ dates: answer.days, opened, onOpen });
  const pages = Math.ceil(answer.total / pageSize);
  const definitions = useMemo(
    () =>
      columns.map(({ id, header, width, figures, cell }, place) => ({
        id,
        header:
          figures === true ? <span className="ls-table__figures-head">{header}</span> : header,
        isRowHeader: place === 0,
        width,
        minWidth: 80,
        cell: (row: Series) =>
          figures === true ? <div className="ls-table__figures">{cell(row)}</div> : cell(row),
      })),
    [columns],
  );
  return (
    <Table<Series>
      items={answer.rows}
      trackBy={seriesKey}
      variant="borderless"
      resizableColumns
      wrapLines
      contentDensity={density}
      columnDefinitions={definitions}
      ariaLabels={{ tableLabel: t("list.table") }}
      empty={t("list.none")}
      pagination={
        pages > 1 && (
          <Pagination
            currentPageIndex={page}
            pagesCount={pages}
            ariaLabels={{ paginationLabel: t("list.pages") }}
            onChange={({ detail }) => {
              onPage(detail.currentPageIndex);
            }}
          />
        )
      }
    />
  );
}
