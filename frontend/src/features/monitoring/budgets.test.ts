import { expect, it } from "vitest";
import { barOf, standingOf } from "./budgets";
import type { Budget } from "./queries";

const budget: Budget = {
  account: "111111111111",
  name: "month",
  kind: "COST",
  time_unit: "MONTHLY",
  unit: "USD",
  limit: "100",
  actual: "80",
  forecast: "90",
};

it.each([
  [{}, "within"],
  [{ actual: "100", forecast: "100.00" }, "within"],
  [{ forecast: "100.01" }, "expected-over"],
  [{ actual: "100.0000000001" }, "over"],
  [{ forecast: null }, "within"],
  [{ limit: null }, "unknown"],
  [{ actual: null }, "unknown"],
  [{ kind: "SAVINGS_PLANS_COVERAGE", actual: "80" }, "below-target"],
  [{ kind: "RI_UTILIZATION", actual: "100" }, "on-target"],
] as const)("with %j stands %s", (change, standing) => {
  expect(standingOf({ ...budget, ...change })).toBe(standing);
});

it("draws the bar as long as the largest of limit, spent and forecast", () => {
  expect(barOf(budget)).toEqual({ spent: 0.8, forecast: 0.9, limit: 1 });
  expect(barOf({ ...budget, actual: "200", forecast: null })).toEqual({
    spent: 1,
    forecast: null,
    limit: 0.5,
  });
  expect(barOf({ ...budget, actual: null })).toBeNull();
  expect(barOf({ ...budget, limit: "0", actual: "0", forecast: null })).toBeNull();
});
