import type { ChartFacts, ChartSeries } from "../../../components/chart";
import { addDecimals, compareDecimals } from "../../../lib/decimal";
import type { CostRow, Costs, Gap, Span } from "../api";
import { daysBetween, monthsBetween } from "./days";

export const othersId = "others";

/** Series and table heads need words; the facts bring only what the API sent. */
type Words = { readonly others: string };

const currenciesOf = (costs: Costs) => costs.totals.map(({ currency }) => currency);

/** Months of which no payer's bill is held: nothing is known about them, not even that it was 0. */
function unheldMonths(gaps: readonly Gap[]): ReadonlySet<string> {
  const whole = gaps.filter(({ payer_account_id }) => payer_account_id === null);
  return new Set(whole.map(({ billing_period }) => billing_period));
}

/** A group without a row cost 0 where a bill is held, and is unknown where none is. */
function amountsOf(
  buckets: readonly string[],
  rows: readonly { bucket: string | null; after_credits: string | null }[],
  gaps: readonly Gap[],
): readonly (string | null)[] {
  const unheld = unheldMonths(gaps);
  return buckets.map((bucket) => {
    const row = rows.find((one) => one.bucket?.startsWith(bucket) === true);
    if (row !== undefined) return row.after_credits;
    return unheld.has(bucket.slice(0, 7)) ? null : "0";
  });
}

const isPartial = (bucket: string, gaps: readonly Gap[]) =>
  gaps.some(({ billing_period }) => bucket.startsWith(billing_period));

function sumOf(values: readonly (string | null)[]): string {
  return addDecimals(...values.filter((value) => value !== null));
}

const serviceOf = (row: CostRow) => row.keys.ServiceName ?? "";

function servicesOf(
  costs: Costs,
  currency: string,
  days: readonly string[],
): readonly ChartSeries[] {
  const rows = costs.rows.filter((row) => row.currency === currency);
  const names = [...new Set(rows.map(serviceOf))];
  return names
    .map((name) => ({
      id: name,
      name,
      values: amountsOf(
        days,
        rows.filter((row) => serviceOf(row) === name),
        costs.gaps,
      ),
    }))
    .sort((a, b) => compareDecimals(sumOf(b.values), sumOf(a.values)));
}

/** Cost per day stacked by service, a drawing per currency. Days not wholly delivered are partial. */
export function dailyCharts(costs: Costs, span: Span, words: Words): readonly ChartFacts[] {
  const { start, end } = costs.question;
  const days = daysBetween(start, end);
  const completeUntil = span.complete_until ?? span.start;
  const partial = days.filter((day) => day >= completeUntil || isPartial(day, costs.gaps));
  return currenciesOf(costs).map((currency) => {
    const rest = costs.others.filter((row) => row.currency === currency);
    const others = {
      id: othersId,
      name: words.others,
      values: amountsOf(days, rest, costs.gaps),
      others: true,
    };
    return {
      kind: "stacked-bar",
      categories: days,
      categoryKind: "day",
      currency,
      partial,
      series: [...servicesOf(costs, currency, days), ...(rest.length > 0 ? [others] : [])],
    };
  });
}

/** Cost per month, a drawing per currency. The running month and those lacking a bill are partial. */
export function monthlyCharts(costs: Costs, span: Span, name: string): readonly ChartFacts[] {
  const months = monthsBetween(costs.question.start, costs.question.end);
  const running = span.is_running ? span.start.slice(0, 7) : null;
  const partial = months.filter((month) => month === running || isPartial(month, costs.gaps));
  return currenciesOf(costs).map((currency) => ({
    kind: "stacked-bar",
    categories: months,
    categoryKind: "month",
    currency,
    partial,
    series: [
      {
        id: "cost",
        name,
        values: amountsOf(
          months,
          costs.rows.filter((row) => row.currency === currency),
          costs.gaps,
        ),
      },
    ],
  }));
}

/** How many of the months have every bill; undefined when all do. */
export function partialMonths(
  months: readonly string[],
  gaps: readonly Gap[],
  missing: readonly string[],
) {
  if (gaps.length === 0) return undefined;
  const have = months.filter((month) => !isPartial(month, gaps)).length;
  return { have, of: months.length, missing };
}
