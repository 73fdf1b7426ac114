import { expect, it } from "vitest";
import type { ChangesAnswer, CostRow, CostsAnswer } from "../answers";
import { percentOf } from "./percent";
import { changeRows, directionOf, groupRows } from "./rows";

const row = (keys: Record<string, string>, amount: string | null): CostRow => ({
  bucket: null,
  keys,
  currency: "USD",
  gross: amount,
  credits: "0",
  refunds: "0",
  after_credits: amount,
});
const question: CostsAnswer["question"] = {
  start: "2026-11-01",
  end: "2026-12-01",
  basis: "bills",
  metric: "effective",
  granularity: "total",
  by: ["ServiceName"],
  filters: [],
};
const page = { total: 2, limit: 50, offset: 0, next_offset: null };

it("puts the server's total first and never adds the rows up", () => {
  const total = row({}, "400.000000000001");
  const rows = groupRows({
    question,
    data_version: "v",
    rows: [row({ ServiceName: "riddle" }, null), row({ ServiceName: "a" }, "100")],
    others: [],
    totals: [total],
    gaps: [],
    page,
  });
  expect(rows.map(({ afterCredits }) => afterCredits)).toEqual(["400.000000000001", null, "100"]);
  expect(rows.map(({ share }) => share)).toEqual([1, null, 0.249999999999]);
  expect(rows[0]?.keys).toBeNull();
});

const changes: ChangesAnswer = {
  current: question,
  previous: { ...question, start: "2026-10-01", end: "2026-11-01" },
  current_totals: [row({}, "14517.3937451437")],
  previous_totals: [row({}, "20294.2649233563")],
  changes: [
    {
      keys: { ServiceName: "a" },
      currency: "USD",
      previous: "0",
      current: "5",
      difference: "5",
      ratio: null,
    },
  ],
  current_gaps: [],
  previous_gaps: [],
  data_version: "v",
  page,
};

it("subtracts the totals exactly", () => {
  const [total, first] = changeRows(changes);
  expect(total?.difference).toBe("-5776.8711782126");
  expect(total?.ratio).toBeCloseTo(-0.2847, 4);
  expect(first).toMatchObject({ difference: "5", ratio: null });
});

it("knows no difference to a period without a bill", () => {
  const previous_gaps = [{ billing_period: "2026-10", payer_account_id: null }];
  const [total] = changeRows({ ...changes, previous_totals: [], previous_gaps });
  expect(total).toMatchObject({ previous: null, difference: null, ratio: null });
  const [nothing] = changeRows({ ...changes, previous_totals: [] });
  expect(nothing).toMatchObject({ previous: "0", difference: "14517.3937451437", ratio: null });
});

it("tells up from down and level from unknown", () => {
  const directions = ["0.0001", "-1", "0.00", null].map(directionOf);
  expect(directions).toEqual(["up", "down", "level", null]);
});

it("tells a tiny part from none", () => {
  expect(percentOf(0.0001, "en")).toBe("< 0.1%");
  expect(percentOf(-0.0001, "en")).toBe("> -0.1%");
  expect(percentOf(0, "en")).toBe("0%");
  expect(percentOf(0.289, "pt-BR")).toBe("28,9%");
});
