import { type ReactNode, useMemo } from "react";
import { Money } from "../../../components/Money";
import type { DataColumn } from "../../../components/table";
import { useText } from "../../../lib/i18n";
import { useNames } from "../names";
import type { CostsState } from "../state";
import { Difference, GroupName, Percent, Quiet, Share } from "./cells";
import type { ChangeRow, GroupRow, Keys } from "./rows";
import { useNarrow } from "./useNarrow";

type Named = { readonly keys: Keys | null; readonly currency: string };
type Figure<Row> = {
  readonly id: string;
  readonly width: number;
  readonly cell: (row: Row) => ReactNode;
};

const widths = { wide: [320, 205], narrow: [160, 118] };

const groupFigures: readonly Figure<GroupRow>[] = [
  { id: "gross", width: 130, cell: (row) => <Money amount={row.gross} currency={row.currency} /> },
  {
    id: "credits",
    width: 115,
    cell: (row) => <Quiet amount={row.credits} currency={row.currency} />,
  },
  {
    id: "refunds",
    width: 125,
    cell: (row) => <Quiet amount={row.refunds} currency={row.currency} />,
  },
  {
    id: "after-credits",
    width: 155,
    cell: (row) => <Money amount={row.afterCredits} currency={row.currency} />,
  },
  { id: "share", width: 140, cell: (row) => <Share value={row.share} /> },
];

const changeFigures: readonly Figure<ChangeRow>[] = [
  {
    id: "current",
    width: 130,
    cell: (row) => <Money amount={row.current} currency={row.currency} />,
  },
  {
    id: "previous",
    width: 130,
    cell: (row) => <Money amount={row.previous} currency={row.currency} />,
  },
  {
    id: "difference",
    width: 140,
    cell: (row) => <Difference difference={row.difference} currency={row.currency} />,
  },
  { id: "percent", width: 115, cell: (row) => <Percent row={row} /> },
  { id: "share", width: 140, cell: (row) => <Share value={row.share} /> },
];

/** The names of the groups, then the figures; on narrow screens those of `first` come first. */
function useColumns<Row extends Named>(
  state: CostsState,
  by: readonly string[],
  figures: readonly Figure<Row>[],
  first: readonly string[],
): readonly DataColumn<Row>[] {
  const { t } = useText("costs");
  const names = useNames();
  const narrow = useNarrow();
  return useMemo(() => {
    const width = widths[narrow ? "narrow" : "wide"][by.length - 1] ?? 200;
    const named = by.map(
      (dimension, place): DataColumn<Row> => ({
        id: dimension,
        header: names.ofDimension(dimension),
        width,
        cell: (row) =>
          row.keys === null && place > 0 ? null : (
            <GroupName state={state} dimension={dimension} keys={row.keys} />
          ),
      }),
    );
    const shown = figures.map((figure) => ({
      ...figure,
      header: t(`column.${figure.id}`),
      figures: true,
    }));
    const leads = (id: string) => narrow && first.includes(id);
    return [
      ...named,
      ...shown.filter(({ id }) => leads(id)),
      ...shown.filter(({ id }) => !leads(id)),
    ];
  }, [state, by, figures, first, names, narrow, t]);
}

const leadingGroups = ["after-credits", "share"];
const leadingChanges = ["difference", "percent"];

/** The columns of the groups of one period. */
export function useGroupColumns(state: CostsState, by: readonly string[]) {
  return useColumns(state, by, groupFigures, leadingGroups);
}

/** The columns of the groups of two periods. */
export function useChangeColumns(state: CostsState, by: readonly string[]) {
  return useColumns(state, by, changeFigures, leadingChanges);
}
