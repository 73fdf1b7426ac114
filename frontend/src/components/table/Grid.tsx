import { useCollection } from "@cloudscape-design/collection-hooks";
import CollectionPreferences from "@cloudscape-design/components/collection-preferences";
import Pagination from "@cloudscape-design/components/pagination";
import Table, { type TableProps } from "@cloudscape-design/components/table";
import { useDisplay } from "../../lib/display";
import { useText } from "../../lib/i18n";
import type { DataColumn } from "./columns";
import type { DataTableProps } from "./DataTable";
import { useTablePreferences } from "./preferences";

/** Pixels of the bar that stays on top of the page. */
const topBarHeight = 56;
const pageSizes = [25, 50, 100, 200];

function definition<Row>(column: DataColumn<Row>): TableProps.ColumnDefinition<Row> {
  const { id, header, cell, compare, width, figures } = column;
  return {
    id,
    header: figures === true ? <span className="ls-table__figures-head">{header}</span> : header,
    cell: (row) =>
      figures === true ? <div className="ls-table__figures">{cell(row)}</div> : cell(row),
    ...(compare && { sortingComparator: compare }),
    ...(width !== undefined && { width, minWidth: Math.min(width, 80) }),
  };
}

function initialSort<Row>(
  columns: readonly DataColumn<Row>[],
  sort: DataTableProps<Row>["initialSort"],
) {
  const column = columns.find(({ id }) => id === sort?.columnId);
  if (column?.compare === undefined || sort === undefined) return {};
  const state = {
    sortingColumn: { sortingComparator: column.compare },
    isDescending: sort.descending ?? false,
  };
  return { defaultState: state };
}

/** The table itself. Loaded only when a table is first shown. */
export default function Grid<Row>(props: DataTableProps<Row>) {
  const {
    id,
    label,
    rows,
    columns,
    rowId,
    empty,
    pageSize = 25,
    wrapLines = false,
    header,
    rowHeader,
  } = props;
  const { t } = useText();
  const { density } = useDisplay();
  const [preferences, choose] = useTablePreferences(id, { pageSize, wrapLines, hidden: [] });
  const { items, collectionProps, paginationProps } = useCollection(rows, {
    sorting: initialSort(columns, props.initialSort),
    pagination: { pageSize: preferences.pageSize },
  });
  return (
    <Table<Row>
      {...collectionProps}
      items={items}
      trackBy={rowId}
      variant="borderless"
      stickyHeader
      stickyHeaderVerticalOffset={topBarHeight}
      resizableColumns
      enableKeyboardNavigation
      contentDensity={density}
      wrapLines={preferences.wrapLines}
      columnDefinitions={columns.map((column) => ({
        ...definition(column),
        isRowHeader: column.id === (rowHeader ?? columns[0]?.id),
      }))}
      columnDisplay={columns.map(({ id: columnId }) => ({
        id: columnId,
        visible: !preferences.hidden.includes(columnId),
      }))}
      ariaLabels={{ tableLabel: label }}
      header={header}
      empty={empty ?? t("table.empty")}
      pagination={rows.length > preferences.pageSize && <Pagination {...paginationProps} />}
      preferences={
        <CollectionPreferences
          title={t("table.preferences")}
          preferences={{
            pageSize: preferences.pageSize,
            wrapLines: preferences.wrapLines,
            visibleContent: columns
              .map((column) => column.id)
              .filter((columnId) => !preferences.hidden.includes(columnId)),
          }}
          pageSizePreference={{
            options: pageSizes.map((value) => ({
              value,
              label: t("table.rows", { count: value }),
            })),
          }}
          wrapLinesPreference={{}}
          visibleContentPreference={{
            title: t("table.columns"),
            options: [
              {
                label: t("table.columns"),
                options: columns.map((column) => ({
                  id: column.id,
                  label: column.header,
                  editable: column.fixed !== true,
                })),
              },
            ],
          }}
          onConfirm={({ detail }) => {
            const visible = detail.visibleContent ?? [];
            choose({
              pageSize: detail.pageSize ?? pageSize,
              wrapLines: detail.wrapLines ?? false,
              hidden: columns.map((column) => column.id).filter((one) => !visible.includes(one)),
            });
          }}
        />
      }
    />
  );
}
