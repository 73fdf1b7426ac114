import { useMemo } from "react";
import { Money } from "../../components/Money";
import { Status } from "../../components/Status";
import { byDecimal, byText, type DataColumn, DataTable } from "../../components/table";
import { Unknown } from "../../components/Unknown";
import { formatMonth } from "../../lib/dates";
import { type Language, useText } from "../../lib/i18n";
import type { InvoiceRow } from "./invoices";

type T = (key: string) => string;

function amountColumn(
  id: "charges" | "credits" | "refunds" | "billed",
  header: string,
  width: number,
): DataColumn<InvoiceRow> {
  return {
    id,
    header,
    width,
    figures: true,
    cell: (row) => <Money amount={row[id]} currency={row.currency} />,
    compare: byDecimal((row) => row[id]),
  };
}

function columnsOf(t: T, lang: Language): readonly DataColumn<InvoiceRow>[] {
  return [
    {
      id: "month",
      header: t("column.month"),
      width: 115,
      cell: (row) => formatMonth(row.month, lang),
      compare: byText((row) => row.month),
    },
    {
      id: "invoice",
      header: t("column.invoice"),
      width: 230,
      fixed: true,
      cell: (row) =>
        row.invoice === null ? (
          <Status type="pending">{t("invoices.none")}</Status>
        ) : (
          <span translate="no">{row.invoice}</span>
        ),
      compare: byText((row) => row.invoice ?? ""),
    },
    {
      id: "issuer",
      header: t("column.issuer"),
      width: 260,
      cell: (row) => (row.issuer === null ? <Unknown /> : <span translate="no">{row.issuer}</span>),
      compare: byText((row) => row.issuer ?? ""),
    },
    {
      id: "payer",
      header: t("column.payer"),
      width: 145,
      cell: (row) => <span translate="no">{row.payer}</span>,
      compare: byText((row) => row.payer),
    },
    amountColumn("billed", t("column.billed"), 150),
    amountColumn("charges", t("column.charges"), 145),
    amountColumn("credits", t("column.credits"), 130),
    amountColumn("refunds", t("column.refunds"), 145),
  ];
}

/** One row per invoice and month; charges without one have a row that says so. */
export function InvoiceTable({ rows }: { readonly rows: readonly InvoiceRow[] }) {
  const { t, lang } = useText("reconciliation");
  const columns = useMemo(() => columnsOf(t, lang), [t, lang]);
  return (
    <DataTable
      id="reconciliation.invoices"
      label={t("invoices.table")}
      rows={rows}
      rowId={(row) => row.key}
      rowHeader="invoice"
      initialSort={{ columnId: "month", descending: true }}
      columns={columns}
    />
  );
}
