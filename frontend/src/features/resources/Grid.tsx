import Pagination from "@cloudscape-design/components/pagination";
import Table from "@cloudscape-design/components/table";
import { useMemo } from "react";
import { useDisplay } from "../../lib/display";
import { useText } from "../../lib/i18n";
import { useColumns } from "./columns";
import { keyOf, type Resource, type ResourcesAnswer } from "./queries";

type Props = {
  readonly answer: ResourcesAnswer;
  readonly page: number;
  readonly pages: number;
  readonly onPage: (page: number) => void;
  readonly onOpen: (resource: Resource) => void;
};

/** A table whose pages and order are the server's. */
export default function Grid({ answer, page, pages, onPage, onOpen }: Props) {
  const { t } = useText("resources");
  const { density } = useDisplay();
  const columns = useColumns(answer.cost_month, onOpen);
  const definitions = useMemo(
    () =>
      columns.map(({ id, header, width, figures, cell }, place) => ({
        id,
        header:
          figures === true ? <span className="ls-table__figures-head">{header}</span> : header,
        isRowHeader: place === 0,
        width,
        minWidth: 80,
        cell: (row: Resource) =>
          figures === true ? <div className="ls-table__figures">{cell(row)}</div> : cell(row),
      })),
    [columns],
  );
  return (
    <Table<Resource>
      items={answer.resources}
      trackBy={keyOf}
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
