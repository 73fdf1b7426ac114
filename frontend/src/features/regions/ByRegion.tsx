import { CopyCommand } from "../../components/CopyCommand";
import { TableBox } from "../../components/TableBox";
import { Widget, type WidgetState } from "../../components/widget";
import { ingestCommand } from "../../lib/api/no-ledger";
import { formatMonth } from "../../lib/dates";
import { useText } from "../../lib/i18n";
import { Found, RegionName, RemarkBadge, Spend } from "./cells";
import type { RegionRow } from "./facts";
import { scanCommand } from "./queries";
import type { RegionsAnswer } from "./use-regions";

function Bar({ share, kind }: { readonly share: number; readonly kind: "spend" | "resources" }) {
  return (
    <span className="rg-bar" aria-hidden="true">
      <span className={`rg-bar__${kind}`} style={{ width: `${100 * share}%` }} />
    </span>
  );
}

type RowProps = {
  readonly row: RegionRow;
  readonly days: RegionsAnswer["days"];
  /** Whether there is a column for remarks. */
  readonly remarks: boolean;
};

function Row({ row, days, remarks }: RowProps) {
  const { region, remark, spendShare, resourceShare } = row;
  return (
    <tr>
      <th scope="row">
        <RegionName region={region} />
      </th>
      <td className="ls-figure">
        <div className="rg-measure">
          <Bar share={spendShare} kind="spend" />
          <Spend place={row} region={region} days={days} />
        </div>
      </td>
      <td className="ls-figure">
        <div className="rg-measure">
          <Bar share={resourceShare} kind="resources" />
          <Found place={row} region={region} />
        </div>
      </td>
      {remarks && (
        <td className="rg-remark">{remark !== null && <RemarkBadge remark={remark} />}</td>
      )}
    </tr>
  );
}

/** What would tell the half that is unknown. */
function Missing({ hasBill, hasScan }: RegionsAnswer) {
  const { t } = useText("regions");
  if (hasBill && hasScan) return null;
  return (
    <div className="rg-missing">
      <p>{t(hasBill ? "missing.scan" : "missing.bill")}</p>
      <CopyCommand command={hasBill ? scanCommand : ingestCommand} />
    </div>
  );
}

function Remarks({ rows }: { readonly rows: readonly RegionRow[] }) {
  const { t } = useText("regions");
  const remarks = [...new Set(rows.flatMap(({ remark }) => remark ?? []))];
  if (remarks.length === 0) return null;
  return (
    <dl className="rg-legend">
      {remarks.map((remark) => (
        <div key={remark}>
          <dt>
            <RemarkBadge remark={remark} />
          </dt>
          <dd>{t(`why.${remark}`)}</dd>
        </div>
      ))}
    </dl>
  );
}

function Regions({ answer }: { readonly answer: RegionsAnswer }) {
  const { t, lang } = useText("regions");
  const remarks = answer.rows.some(({ remark }) => remark !== null);
  const month = answer.days === null ? null : formatMonth(answer.days.from, lang);
  return (
    <>
      <TableBox label={t("by-region.table")}>
        <thead>
          <tr>
            <th scope="col">{t("column.region")}</th>
            <th scope="col" className="ls-figure">
              {month === null ? t("column.spend") : t("column.spend-of", { month })}
            </th>
            <th scope="col" className="ls-figure">
              {t("column.resources")}
            </th>
            {remarks && <th scope="col">{t("column.remark")}</th>}
          </tr>
        </thead>
        <tbody>
          {answer.rows.map((row) => (
            <Row key={row.region} row={row} days={answer.days} remarks={remarks} />
          ))}
        </tbody>
      </TableBox>
      <Remarks rows={answer.rows} />
      <Missing {...answer} />
    </>
  );
}

/** Spend and resources of each region side by side. */
export function ByRegion({ state }: { readonly state: WidgetState<RegionsAnswer> }) {
  const { t } = useText("regions");
  return (
    <Widget title={t("by-region")} description={t("by-region.about")} height={170} state={state}>
      {(answer) => <Regions answer={answer} />}
    </Widget>
  );
}
