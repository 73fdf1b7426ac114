import { lazy, type ReactElement, Suspense } from "react";
import { useText } from "../../../lib/i18n";
import type { GridProps } from "./Grid";
import type { Keys } from "./rows";
import "../../../components/table/table.css";

type Line = { readonly id: string; readonly keys: Keys | null };

const Grid = lazy(() => import("./Grid")) as unknown as <Row extends Line>(
  props: GridProps<Row>,
) => ReactElement;

/** The table, whose code comes with the first answer. */
export function LazyGrid<Row extends Line>(props: GridProps<Row>) {
  const { t } = useText();
  return (
    <Suspense
      fallback={<div className="ls-table__wait" role="status" aria-label={t("widget.loading")} />}
    >
      <Grid {...props} />
    </Suspense>
  );
}
