import { expect, it } from "vitest";
import { costs, row, span } from "../testing/samples";
import { dailyCharts, monthlyCharts, partialMonths } from "./charts";

const days = { start: "2026-10-31", end: "2026-11-03" };
const words = { others: "Others" };

const daily = costs(
  days,
  [
    row({ bucket: "2026-10-31", service: "Amazon S3", amount: "0.1" }),
    row({ bucket: "2026-11-01", service: "Amazon S3", amount: "0.2" }),
    row({ bucket: "2026-11-02", service: "AWS Glue", amount: "197.2761909776" }),
    row({ bucket: "2026-11-02", service: "AWS Glue", currency: "BRL", amount: "5" }),
  ],
  { others: [{ ...row({ bucket: "2026-11-01", amount: "88.9958963126" }), groups: 28 }] },
);

it("stacks services, largest first, with the others last, a chart per currency", () => {
  const charts = dailyCharts(daily, span, words);
  expect(charts.map(({ currency }) => currency)).toEqual(["BRL", "USD"]);
  expect(charts[1]?.categories).toEqual(["2026-10-31", "2026-11-01", "2026-11-02"]);
  expect(charts[1]?.series).toEqual([
    { id: "AWS Glue", name: "AWS Glue", values: ["0", "0", "197.2761909776"] },
    { id: "Amazon S3", name: "Amazon S3", values: ["0.1", "0.2", "0"] },
    { id: "others", name: "Others", values: ["0", "88.9958963126", "0"], others: true },
  ]);
  expect(charts[0]?.series).toEqual([
    { id: "AWS Glue", name: "AWS Glue", values: ["0", "0", "5"] },
  ]);
});

it("marks the days that are not wholly delivered", () => {
  expect(dailyCharts(daily, span, words)[0]?.partial).toEqual(["2026-11-02"]);
  const none = { ...span, complete_until: null };
  expect(dailyCharts(daily, none, words)[0]?.partial).toEqual(["2026-11-01", "2026-11-02"]);
  const over = { ...span, is_running: false, complete_until: "2026-12-01" };
  expect(dailyCharts(daily, over, words)[0]?.partial).toEqual([]);
});

it("keeps the unknown unknown: a month without any bill is no 0", () => {
  const gaps = [{ billing_period: "2026-10", payer_account_id: null }];
  const held = daily.rows.filter(({ bucket }) => bucket !== "2026-10-31");
  const [, chart] = dailyCharts({ ...daily, rows: held, gaps }, span, words);
  expect(chart?.series[0]?.values).toEqual([null, "0", "197.2761909776"]);
  expect(chart?.partial).toEqual(["2026-10-31", "2026-11-02"]);
  const rows = [row({ bucket: "2026-11-01", service: "Amazon S3", amount: null })];
  const [unknown] = dailyCharts(costs(days, rows), span, words);
  expect(unknown?.series[0]?.values).toEqual(["0", null, "0"]);
});

const bills = costs(
  { start: "2026-08-01", end: "2026-12-01" },
  [
    row({ bucket: "2026-10-01", amount: "20294.2649233563" }),
    row({ bucket: "2026-11-01", amount: "14517.3937451437" }),
  ],
  {
    gaps: [
      { billing_period: "2026-08", payer_account_id: null },
      { billing_period: "2026-10", payer_account_id: "111122223333" },
    ],
  },
);

it("shows every month, the running one and those that lack a bill marked", () => {
  const [chart] = monthlyCharts(bills, span, "Cost");
  expect(chart?.categories).toEqual(["2026-08", "2026-09", "2026-10", "2026-11"]);
  expect(chart?.series[0]?.values).toEqual([null, "0", "20294.2649233563", "14517.3937451437"]);
  expect(chart?.partial).toEqual(["2026-08", "2026-10", "2026-11"]);
});

it("counts the months that have every bill", () => {
  const months = ["2026-08", "2026-09", "2026-10", "2026-11"];
  expect(partialMonths(months, bills.gaps, ["a"])).toEqual({ have: 2, of: 4, missing: ["a"] });
  expect(partialMonths(months, [], [])).toBeUndefined();
});
