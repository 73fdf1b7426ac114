import { Status } from "../../components/Status";
import { TableBox } from "../../components/TableBox";
import { Unknown } from "../../components/Unknown";
import { Widget, type WidgetState } from "../../components/widget";
import { formatMonth } from "../../lib/dates";
import { useText } from "../../lib/i18n";
import { formatCount, formatDecimal } from "../../lib/numbers";
import type { Reconciliation } from "./queries";

type Row = Reconciliation["input_rounding"][number];

function Table({ rows }: { readonly rows: readonly Row[] }) {
  const { t, lang } = useText("reconciliation");
  return (
    <TableBox label={t("rounding.table")}>
      <thead>
        <tr>
          <th scope="col">{t("column.column")}</th>
          <th scope="col">{t("column.month")}</th>
          <th scope="col">{t("column.payer")}</th>
          <th scope="col" className="ls-figure">
            {t("column.values")}
          </th>
          <th scope="col" className="ls-figure">
            {t("column.taken")}
          </th>
        </tr>
      </thead>
      <tbody>
        {rows.map((row) => (
          <tr key={`${row.payer_account_id} ${row.billing_period} ${row.column}`}>
            <th scope="row">
              <code className="ls-code">{row.column}</code>
            </th>
            <td className="rc-nowrap">{formatMonth(row.billing_period, lang)}</td>
            <td translate="no">{row.payer_account_id}</td>
            <td className="ls-figure">{formatCount(row.values, lang)}</td>
            <td className="ls-figure">
              {row.amount === null ? <Unknown /> : formatDecimal(row.amount, lang)}
            </td>
          </tr>
        ))}
      </tbody>
    </TableBox>
  );
}

/** What rounding to the ledger's 12 decimals took from the bills. */
export function Rounding({ state }: { readonly state: WidgetState<Reconciliation> }) {
  const { t } = useText("reconciliation");
  return (
    <Widget title={t("rounding")} description={t("rounding.about")} height={24} state={state}>
      {({ input_rounding: rows }) =>
        rows.length === 0 ? (
          <Status type="success">{t("rounding.none")}</Status>
        ) : (
          <Table rows={rows} />
        )
      }
    </Widget>
  );
}
