import { lazy, type ReactElement, type ReactNode, Suspense } from "react";
import { useText } from "../../lib/i18n";
import type { DataColumn } from "./columns";
import "./table.css";

export type DataTableProps<Row> = {
  /** Keeps the reader's preferences of this table. */
  readonly id: string;
  /** Names the table for screen readers. */
  readonly label: string;
  readonly rows: readonly Row[];
  readonly columns: readonly DataColumn<Row>[];
  readonly rowId: (row: Row) => string;
  readonly initialSort?: { readonly columnId: string; readonly descending?: boolean };
  readonly pageSize?: number;
  /** Long words wrap unless the reader chose otherwise. */
  readonly wrapLines?: boolean;
  readonly empty?: ReactNode;
  /** Stands above the columns: a title, buttons. */
  readonly header?: ReactNode;
  /** The column that names a row; the first one unless told otherwise. */
  readonly rowHeader?: string;
};

const Grid = lazy(() => import("./Grid")) as unknown as <Row>(
  props: DataTableProps<Row>,
) => ReactElement;

/** A sortable, resizable, paged table whose code is loaded with the first table shown. */
export function DataTable<Row>(props: DataTableProps<Row>) {
  const { t } = useText();
  return (
    <Suspense
      fallback={<div className="ls-table__wait" role="status" aria-label={t("widget.loading")} />}
    >
      <Grid {...props} />
    </Suspense>
  );
}
