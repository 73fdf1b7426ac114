import Button from "@cloudscape-design/components/button";
import { useMemo, useState } from "react";
import { TableBox } from "../../components/TableBox";
import { Widget, type WidgetState } from "../../components/widget";
import { usePageSearch } from "../../lib/feature";
import { useText } from "../../lib/i18n";
import { formatCount } from "../../lib/numbers";
import { feature } from "./feature";
import { type Cell, type MatrixRow, matrixOf } from "./matrix";
import type { CoverageAnswer } from "./queries";
import { StatusMark } from "./StatusMark";
import { lookOf, statuses } from "./statuses";

const firstRows = 15;

type CellProps = { readonly service: string; readonly cell: Cell };

function CellButton({ service, cell }: CellProps) {
  const { t, lang } = useText("coverage");
  const [asked, change] = usePageSearch(feature);
  const { region, worst, jobs, answered } = cell;
  const { symbol, tone } = lookOf(worst);
  const chosen = asked.service?.join() === service && asked.region?.join() === region;
  const figures = { answered: formatCount(answered, lang), all: formatCount(jobs, lang) };
  return (
    <button
      type="button"
      className={`co-cell co-cell--${tone}`}
      aria-pressed={chosen}
      aria-label={t("matrix.cell", { service, region, status: t(`status.${worst}`), ...figures })}
      onClick={() => {
        if (chosen) change({ service: undefined, region: undefined, status: undefined });
        else change({ service: [service], region: [region], status: "all" });
      }}
    >
      <span aria-hidden="true">{symbol}</span> {figures.answered}/{figures.all}
    </button>
  );
}

type RowProps = { readonly row: MatrixRow; readonly regions: readonly string[] };

function Row({ row: { service, cells }, regions }: RowProps) {
  const { t } = useText("coverage");
  return (
    <tr>
      <th scope="row" translate="no">
        {service}
      </th>
      {regions.map((region) => {
        const cell = cells.get(region);
        return (
          <td key={region}>
            {cell === undefined ? (
              <span className="co-unasked" title={t("matrix.unasked")}>
                <span aria-hidden="true">·</span>
                <span className="ls-unseen">{t("matrix.unasked")}</span>
              </span>
            ) : (
              <CellButton service={service} cell={cell} />
            )}
          </td>
        );
      })}
    </tr>
  );
}

function Legend() {
  const { t } = useText("coverage");
  return (
    <dl className="co-legend">
      {statuses.map((status) => (
        <div key={status}>
          <dt>
            <StatusMark status={status} />
          </dt>
          <dd>{t(`means.${status}`)}</dd>
        </div>
      ))}
    </dl>
  );
}

function Cells({ answer }: { readonly answer: CoverageAnswer }) {
  const { t, lang } = useText("coverage");
  const [whole, setWhole] = useState(false);
  const { regions, rows } = useMemo(() => matrixOf(answer.rows), [answer.rows]);
  const least = Math.max(firstRows, rows.filter(({ gaps }) => gaps > 0).length);
  const shown = whole ? rows : rows.slice(0, least);
  return (
    <>
      <TableBox label={t("matrix.table")}>
        <thead>
          <tr>
            <th scope="col">{t("column.service")}</th>
            {regions.map((region) => (
              <th key={region} scope="col" translate="no">
                {region}
              </th>
            ))}
          </tr>
        </thead>
        <tbody>
          {shown.map((row) => (
            <Row key={row.service} row={row} regions={regions} />
          ))}
        </tbody>
      </TableBox>
      {rows.length > least && (
        <div className="co-more">
          <Button
            ariaExpanded={whole}
            onClick={() => {
              setWhole(!whole);
            }}
          >
            {whole ? t("matrix.fewer") : t("matrix.all", { all: formatCount(rows.length, lang) })}
          </Button>
        </div>
      )}
      <Legend />
    </>
  );
}

/** Services by regions: how the questions ended, those with gaps first. */
export function MatrixWidget({ state }: { readonly state: WidgetState<CoverageAnswer> }) {
  const { t } = useText("coverage");
  return (
    <Widget title={t("matrix")} description={t("matrix.about")} height={560} state={state}>
      {(answer) => <Cells answer={answer} />}
    </Widget>
  );
}
