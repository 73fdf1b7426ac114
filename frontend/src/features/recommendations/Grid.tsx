import Pagination from "@cloudscape-design/components/pagination";
import Table, { type TableProps } from "@cloudscape-design/components/table";
import { type ReactNode, useMemo } from "react";
import { useDisplay } from "../../lib/display";
import { useText } from "../../lib/i18n";
import type { Order } from "./choices";

export type Column<Row> = {
  readonly id: string;
  readonly header: string;
  readonly width: number;
  readonly figures?: boolean;
  /** Its header orders the list. */
  readonly orders?: boolean;
  readonly cell: (row: Row) => ReactNode;
};

export type Choosing<Row> = {
  readonly chosen: readonly Row[];
  readonly onChoose: (rows: readonly Row[]) => void;
  readonly nameOf: (row: Row) => string;
};

export type GridProps<Row> = {
  readonly label: string;
  readonly rows: readonly Row[];
  readonly columns: readonly Column<Row>[];
  readonly rowId: (row: Row) => string;
  readonly page: number;
  readonly pages: number;
  readonly order?: Order | undefined;
  readonly onOrder?: (order: Order | undefined) => void;
  readonly choosing?: Choosing<Row> | undefined;
  readonly onPage: (page: number) => void;
};

/** Most first, then least first, then as it came. */
const nextOrder = { none: "most", most: "least", least: undefined } as const;

function useDefinitions<Row>({ columns }: GridProps<Row>): TableProps.ColumnDefinition<Row>[] {
  return useMemo(
    () =>
      columns.map(({ id, header, width, figures, orders, cell }, place) => ({
        id,
        header:
          figures === true ? <span className="ls-table__figures-head">{header}</span> : header,
        isRowHeader: place === 0,
        width,
        minWidth: 80,
        ...(orders === true && { sortingField: id }),
        cell: (row: Row) =>
          figures === true ? <div className="ls-table__figures">{cell(row)}</div> : cell(row),
      })),
    [columns],
  );
}

function useChoosing<Row>({ choosing }: GridProps<Row>): Partial<TableProps<Row>> {
  const { t } = useText("recommendations");
  if (choosing === undefined) return {};
  const { chosen, onChoose, nameOf } = choosing;
  return {
    selectionType: "multi",
    selectedItems: chosen,
    onSelectionChange: ({ detail }) => {
      onChoose(detail.selectedItems);
    },
    ariaLabels: {
      selectionGroupLabel: t("choose"),
      allItemsSelectionLabel: () => t("choose.all"),
      itemSelectionLabel: (_, row: Row) => t("choose.one", { name: nameOf(row) }),
    },
  };
}

/** A table whose rows come filtered and ordered. */
export default function Grid<Row>(props: GridProps<Row>) {
  const { label, rows, rowId, page, pages, order, onOrder, onPage } = props;
  const { t } = useText("recommendations");
  const { density } = useDisplay();
  const definitions = useDefinitions(props);
  const { ariaLabels, ...selection } = useChoosing(props);
  const ordering = definitions.find(({ sortingField }) => sortingField !== undefined);
  return (
    <Table<Row>
      {...selection}
      ariaLabels={{ ...ariaLabels, tableLabel: label }}
      items={rows}
      trackBy={rowId}
      variant="borderless"
      resizableColumns
      wrapLines
      contentDensity={density}
      columnDefinitions={definitions}
      {...(order !== undefined && ordering && { sortingColumn: ordering })}
      sortingDescending={order === "most"}
      onSortingChange={() => onOrder?.(nextOrder[order ?? "none"])}
      pagination={
        pages > 1 && (
          <Pagination
            currentPageIndex={page}
            pagesCount={pages}
            ariaLabels={{ paginationLabel: t("pages") }}
            onChange={({ detail }) => {
              onPage(detail.currentPageIndex);
            }}
          />
        )
      }
    />
  );
}
