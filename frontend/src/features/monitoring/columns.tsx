import { type ReactNode, useMemo, useState } from "react";
import { Opener } from "../../components/Opener";
import { Quantity } from "../../components/Quantity";
import { Sparkline } from "../../components/spark";
import { useText } from "../../lib/i18n";
import { seriesKey, statisticOf, typeName } from "./keys";
import type { Series } from "./queries";

export type Column = {
  readonly id: string;
  readonly header: string;
  readonly width: number;
  readonly figures?: boolean;
  readonly cell: (row: Series) => ReactNode;
};

type Choice = {
  readonly dates: readonly string[];
  /** The key of the series that is opened. */
  readonly opened: string | null;
  readonly onOpen: (series: Series) => void;
};

type CellProps = Pick<Choice, "opened" | "onOpen"> & {
  readonly series: Series;
  /** Instead of what kind of thing it is: which metric, where there is no room for its own column. */
  readonly withMetric: boolean;
};

function ResourceCell({ series, opened, onOpen, withMetric }: CellProps) {
  const { id, name, resource_type: type, metric } = series;
  const title = name ?? id;
  return (
    <div className="mo-name" translate="no">
      <Opener
        name={title}
        label={`${title}: ${metric}, ${statisticOf(series)}`}
        isOpen={opened === seriesKey(series)}
        onOpen={() => {
          onOpen(series);
        }}
      />
      {name !== null && name !== id && <span className="mo-soft">{id}</span>}
      {withMetric ? (
        <MetricCell series={series} />
      ) : (
        <span className="mo-soft">{typeName(type)}</span>
      )}
    </div>
  );
}

function MetricCell({ series }: { readonly series: Series }) {
  const { metric, unit } = series;
  return (
    <div className="mo-name" translate="no">
      <span>{metric}</span>
      <span className="mo-soft">
        {statisticOf(series)}
        {unit !== null && ` (${unit})`}
      </span>
    </div>
  );
}

type Figure = "mean" | "p95" | "largest";

function useFigures(): readonly Column[] {
  const { t } = useText("monitoring");
  return useMemo(() => {
    const figure = (id: Figure): Column => ({
      id,
      header: t(`column.${id}`),
      width: 138,
      figures: true,
      cell: (row) => <Quantity amount={row[id]} />,
    });
    return [figure("mean"), figure("p95"), figure("largest")];
  }, [t]);
}

/** The columns of the table of series; the figures are of the hours, the drawing of the days. */
export function useColumns({ dates, opened, onOpen }: Choice): readonly Column[] {
  const { t } = useText("monitoring");
  const figures = useFigures();
  const [narrow] = useState(() => matchMedia("(max-width: 560px)").matches);
  return useMemo(() => {
    const metric: Column = {
      id: "metric",
      header: t("column.metric"),
      width: 190,
      cell: (row) => <MetricCell series={row} />,
    };
    return [
      {
        id: "resource",
        header: t("column.resource"),
        width: narrow ? 185 : 218,
        cell: (row) => (
          <ResourceCell series={row} opened={opened} onOpen={onOpen} withMetric={narrow} />
        ),
      },
      ...(narrow ? [] : [metric]),
      {
        id: "days",
        header: t("column.days"),
        width: 140,
        cell: (row) => <Sparkline days={row.days} dates={dates} gaps="measured" />,
      },
      ...figures,
      {
        id: "place",
        header: t("column.place"),
        width: 145,
        cell: ({ account, region }) => (
          <div className="mo-name" translate="no">
            <span>{account}</span>
            <span className="mo-soft">{region}</span>
          </div>
        ),
      },
    ];
  }, [dates, opened, onOpen, figures, narrow, t]);
}
