import Select from "@cloudscape-design/components/select";
import { ExportLinks } from "../../components/ExportLinks";
import { Money } from "../../components/Money";
import { useWidget, Widget, type WidgetNotes, type WidgetState } from "../../components/widget";
import { ingestCommand, noLedger } from "../../lib/api/no-ledger";
import { formatMonth } from "../../lib/dates";
import { usePageSearch } from "../../lib/feature";
import { type Language, useText } from "../../lib/i18n";
import { formatCount } from "../../lib/numbers";
import { feature } from "./feature";
import { InvoiceTable } from "./InvoiceTable";
import { invoiceRows } from "./invoices";
import { heldMonths, type MonthSpan, monthsIn, spanOf } from "./months";
import { type InvoiceAnswer, invoiceKeys, useHeld, useInvoices } from "./queries";

const height = 480;

function notesOf({ gaps, rows }: InvoiceAnswer, span: MonthSpan, lang: Language): WidgetNotes {
  const missing = [...new Set(gaps.map((gap) => gap.billing_period))];
  const of = monthsIn(span);
  const estimated = invoiceRows({ rows }).some((row) => row.invoice === null);
  const names = missing.map((month) => formatMonth(month, lang));
  return {
    estimated,
    ...(missing.length > 0 && { partial: { have: of - missing.length, of, missing: names } }),
  };
}

function Totals({ answer }: { readonly answer: InvoiceAnswer }) {
  const { t } = useText("reconciliation");
  return (
    <p className="rc-totals">
      {t("invoices.total")}{" "}
      {answer.totals.map(({ currency, after_credits }) => (
        <strong key={currency}>
          <Money amount={after_credits} currency={currency} />
        </strong>
      ))}
    </p>
  );
}

type MonthProps = {
  readonly months: readonly string[];
  readonly chosen: string | undefined;
  readonly onChoose: (month: string | undefined) => void;
};

function MonthFilter({ months, chosen, onChoose }: MonthProps) {
  const { t, lang } = useText("reconciliation");
  const known = chosen === undefined || months.includes(chosen) ? months : [chosen, ...months];
  const options = [
    { value: "", label: t("invoices.all-months") },
    ...known.map((value) => ({ value, label: formatMonth(value, lang) })),
  ];
  return (
    <div className="rc-month">
      <Select
        inlineLabelText={t("column.month")}
        selectedOption={options.find(({ value }) => value === (chosen ?? "")) ?? null}
        options={options}
        onChange={({ detail }) => {
          onChoose(detail.selectedOption.value === "" ? undefined : detail.selectedOption.value);
        }}
      />
    </div>
  );
}

type Props = { readonly held: readonly string[]; readonly span: MonthSpan };

function InvoicesOf({ held, span }: Props) {
  const { t, lang } = useText("reconciliation");
  const [{ month }, change] = usePageSearch(feature);
  const state = useWidget(useInvoices(span), {
    noSource: noLedger,
    isEmpty: ({ rows }) => rows.length === 0,
    ...(month !== undefined && { onClear: () => change({ month: undefined }) }),
    notes: (answer) => notesOf(answer, span, lang),
  });
  const asked = { by: invoiceKeys, metric: "billed", granularity: "month", ...span };
  return (
    <Widget
      title={t("invoices")}
      description={t("invoices.about")}
      actions={
        <>
          <MonthFilter
            months={held}
            chosen={month}
            onChoose={(chosen) => change({ month: chosen })}
          />
          <ExportLinks path="/api/v1/costs" params={asked} label={t("invoices.export")} />
        </>
      }
      height={height}
      state={state}
    >
      {(answer) => (
        <>
          <Totals answer={answer} />
          {answer.page.next_offset !== null && (
            <p className="rc-totals">
              {t("invoices.more", {
                shown: formatCount(answer.rows.length, lang),
                all: formatCount(answer.page.total, lang),
              })}
            </p>
          )}
          <InvoiceTable rows={invoiceRows(answer)} />
        </>
      )}
    </Widget>
  );
}

/** Waits for the months that there are, or says why there are none. */
export function Invoices() {
  const { t } = useText("reconciliation");
  const [{ month }] = usePageSearch(feature);
  const held = useWidget(useHeld(), {
    noSource: ({ data, problem }) =>
      data?.deliveries.length === 0 ? ingestCommand : noLedger({ ...(problem && { problem }) }),
  });
  const months = held.kind === "ready" ? heldMonths(held.data.deliveries) : [];
  const span = spanOf(months, month);
  if (held.kind === "ready" && span !== null) return <InvoicesOf held={months} span={span} />;
  const waiting: WidgetState<unknown> = held.kind === "ready" ? { kind: "loading" } : held;
  return (
    <Widget title={t("invoices")} description={t("invoices.about")} height={height} state={waiting}>
      {() => null}
    </Widget>
  );
}
