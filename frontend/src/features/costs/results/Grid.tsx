import Pagination from "@cloudscape-design/components/pagination";
import Table from "@cloudscape-design/components/table";
import { useMemo } from "react";
import type { DataColumn } from "../../../components/table";
import { useDisplay } from "../../../lib/display";
import { useText } from "../../../lib/i18n";
import type { Keys } from "./rows";

type Line = { readonly id: string; readonly keys: Keys | null };

export type GridProps<Row extends Line> = {
  readonly label: string;
  readonly rows: readonly Row[];
  readonly columns: readonly DataColumn<Row>[];
  readonly page: number;
  readonly pages: number;
  readonly onPage: (page: number) => void;
};

/** A table whose pages the server cuts. Its order is the server's: no page can sort the whole. */
export default function Grid<Row extends Line>(props: GridProps<Row>) {
  const { label, rows, columns, page, pages, onPage } = props;
  const { t } = useText("costs");
  const { density } = useDisplay();
  const definitions = useMemo(
    () =>
      columns.map(({ id, header, cell, width, figures }, place) => ({
        id,
        header:
          figures === true ? <span className="ls-table__figures-head">{header}</span> : header,
        isRowHeader: place === 0,
        ...(width !== undefined && { width, minWidth: Math.min(width, 80) }),
        cell: (row: Row) => (
          <div
            className={[
              figures === true ? "ls-table__figures" : "",
              row.keys === null ? "ls-total" : "",
            ].join(" ")}
          >
            {cell(row)}
          </div>
        ),
      })),
    [columns],
  );
  return (
    <Table<Row>
      items={rows}
      trackBy="id"
      variant="borderless"
      resizableColumns
      wrapLines
      contentDensity={density}
      stickyColumns={{ first: 1 }}
      columnDefinitions={definitions}
      ariaLabels={{ tableLabel: label }}
      pagination={
        pages > 1 && (
          <Pagination
            currentPageIndex={page}
            pagesCount={pages}
            ariaLabels={{ paginationLabel: t("table.pages") }}
            onChange={({ detail }) => {
              onPage(detail.currentPageIndex);
            }}
          />
        )
      }
    />
  );
}
