import { useMemo } from "react";
import { Money } from "../../components/Money";
import { Status } from "../../components/Status";
import { byDecimal, byText, type DataColumn, DataTable } from "../../components/table";
import { Widget, type WidgetState } from "../../components/widget";
import { formatMonth } from "../../lib/dates";
import { type Language, useText } from "../../lib/i18n";
import { formatCount } from "../../lib/numbers";
import { openTotals } from "./estimated";
import type { Reconciliation } from "./queries";

type Row = Reconciliation["estimated"][number];

function columnsOf(t: (key: string) => string, lang: Language): readonly DataColumn<Row>[] {
  return [
    {
      id: "service",
      header: t("column.service"),
      width: 380,
      fixed: true,
      cell: (row) => <span translate="no">{row.service_name}</span>,
      compare: byText((row) => row.service_name),
    },
    {
      id: "month",
      header: t("column.month"),
      width: 140,
      cell: (row) => formatMonth(row.billing_period, lang),
      compare: byText((row) => row.billing_period),
    },
    {
      id: "payer",
      header: t("column.payer"),
      width: 160,
      cell: (row) => <span translate="no">{row.payer_account_id}</span>,
      compare: byText((row) => row.payer_account_id),
    },
    {
      id: "lines",
      header: t("column.lines"),
      width: 140,
      figures: true,
      cell: (row) => formatCount(row.lines, lang),
      compare: (a, b) => a.lines - b.lines,
    },
    {
      id: "billed",
      header: t("column.billed"),
      width: 170,
      figures: true,
      cell: (row) => <Money amount={row.billed} currency={row.currency} />,
      compare: byDecimal((row) => row.billed),
    },
  ];
}

function Table({ rows }: { readonly rows: readonly Row[] }) {
  const { t, lang } = useText("reconciliation");
  const columns = useMemo(() => columnsOf(t, lang), [t, lang]);
  const { lines, amounts } = openTotals(rows);
  return (
    <>
      <p className="rc-totals">
        {t("estimated.total", { count: lines, lines: formatCount(lines, lang) })}{" "}
        {amounts.map(({ currency, amount }) => (
          <strong key={currency}>
            <Money amount={amount} currency={currency} />
          </strong>
        ))}
      </p>
      <DataTable
        id="reconciliation.estimated"
        label={t("estimated.table")}
        rows={rows}
        rowId={(row) =>
          [row.payer_account_id, row.billing_period, row.currency, row.service_name].join("|")
        }
        initialSort={{ columnId: "billed", descending: true }}
        columns={columns}
      />
    </>
  );
}

/** Lines that have no invoice yet, by service: what AWS may still change. */
export function Estimated({ state }: { readonly state: WidgetState<Reconciliation> }) {
  const { t } = useText("reconciliation");
  const isEmpty = state.kind === "ready" && state.data.estimated.length === 0;
  return (
    <Widget
      title={t("estimated")}
      description={t("estimated.about")}
      height={isEmpty ? 0 : 420}
      state={state}
    >
      {({ estimated }) =>
        estimated.length === 0 ? (
          <Status type="success">{t("estimated.none")}</Status>
        ) : (
          <Table rows={estimated} />
        )
      }
    </Widget>
  );
}
