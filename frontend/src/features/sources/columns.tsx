import { byText, type DataColumn } from "../../components/table";
import { formatInstant, formatMonth } from "../../lib/dates";
import type { Language } from "../../lib/i18n";
import { formatCount } from "../../lib/numbers";
import { states } from "./deliveries";
import type { Delivery } from "./queries";
import { StateMark } from "./StateMark";

type T = (key: string) => string;

function plain(id: "payer_account_id" | "export" | "shape" | "currency", header: string) {
  return (width: number): DataColumn<Delivery> => ({
    id,
    header,
    width,
    cell: (one) => <span translate="no">{one[id]}</span>,
    compare: byText((one) => one[id]),
  });
}

function moment(id: "delivered_at" | "ingested_at", header: string, lang: Language) {
  return {
    id,
    header,
    width: 225,
    cell: (one: Delivery) => formatInstant(one[id], lang),
    compare: byText<Delivery>((one) => one[id]),
  };
}

/** The columns of the table of deliveries. */
export function columnsOf(t: T, lang: Language): readonly DataColumn<Delivery>[] {
  return [
    {
      id: "month",
      header: t("column.month"),
      width: 125,
      fixed: true,
      cell: (one) => formatMonth(one.billing_period, lang),
      compare: byText((one) => one.billing_period),
    },
    {
      id: "state",
      header: t("column.state"),
      width: 195,
      cell: (one) => <StateMark state={one.state} />,
      compare: (a, b) => states.indexOf(a.state) - states.indexOf(b.state),
    },
    plain("payer_account_id", t("column.payer"))(145),
    moment("delivered_at", t("column.delivered"), lang),
    {
      id: "lines",
      header: t("column.lines"),
      width: 110,
      figures: true,
      cell: (one) => formatCount(one.lines, lang),
      compare: (a, b) => a.lines - b.lines,
    },
    {
      id: "estimated_lines",
      header: t("column.open"),
      width: 140,
      figures: true,
      cell: (one) => formatCount(one.estimated_lines, lang),
      compare: (a, b) => a.estimated_lines - b.estimated_lines,
    },
    plain("export", t("column.export"))(150),
    plain("shape", t("column.shape"))(150),
    plain("currency", t("column.currency"))(100),
    moment("ingested_at", t("column.ingested"), lang),
  ];
}
