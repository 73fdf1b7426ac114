import { describe, expect, it } from "vitest";
import type { CostRow, CostsAnswer } from "./answers";
import { coverageOf, estimatedMonths, knowledgeOf, nothingSaid, runsUntil } from "./coverage";
import { factsOf } from "./facts";

const words = {
  others: "Others",
  total: "Total",
  nameOf: (keys: Readonly<Record<string, string>>) => Object.values(keys).join(" · "),
};

const row = (bucket: string | null, name: string, amount: string | null): CostRow => ({
  bucket,
  keys: name === "" ? {} : { ServiceName: name },
  currency: "USD",
  gross: amount,
  credits: "0",
  refunds: "0",
  after_credits: amount,
});

function answerOf(
  granularity: CostsAnswer["question"]["granularity"],
  given: Partial<CostsAnswer>,
): CostsAnswer {
  return {
    question: {
      start: "2026-11-01",
      end: "2026-11-04",
      basis: "days",
      metric: "effective",
      granularity,
      by: ["ServiceName"],
      filters: [],
    },
    data_version: "v",
    rows: [],
    others: [],
    totals: [row(null, "", "1")],
    gaps: [],
    page: { total: 0, limit: 0, offset: 0, next_offset: null },
    ...given,
  };
}

const other = { groups: 4, ...row("2026-11-01", "", "5") };

describe("what is drawn", () => {
  it("ranks groups by their exact sums, others last", () => {
    const answer = answerOf("day", {
      rows: [
        row("2026-11-01", "small", "0.1"),
        row("2026-11-02", "small", "0.2"),
        row("2026-11-01", "large", "0.30000000000000001"),
        row("2026-11-01", "refunded", "-9"),
      ],
      others: [other],
    });
    const [facts] = factsOf(answer, "stack", nothingSaid, words);
    expect(facts?.series.map(({ name }) => name)).toEqual(["refunded", "large", "small", "Others"]);
    expect(facts?.series.at(-1)).toMatchObject({ others: true, values: ["5", "0", "0"] });
    expect(facts?.categories).toEqual(["2026-11-01", "2026-11-02", "2026-11-03"]);
  });

  it("keeps every digit and the unknown apart from zero, and ranks the unknown first", () => {
    const exact = "12345678901234567.000000000001";
    const answer = answerOf("day", {
      rows: [row("2026-11-01", "known", exact), row("2026-11-01", "riddle", null)],
    });
    const [facts] = factsOf(answer, "line", nothingSaid, words);
    expect(facts?.kind).toBe("line");
    expect(facts?.series.map(({ name }) => name)).toEqual(["riddle", "known"]);
    expect(facts?.series[0]?.values).toEqual([null, "0", "0"]);
    expect(facts?.series[1]?.values[0]).toBe(exact);
  });

  it("hatches the last day and leaves days to come blank", () => {
    const coverage = { lastDay: "2026-11-02", completeUntil: "2026-11-02", estimated: [] };
    const answer = answerOf("day", { rows: [row("2026-11-01", "a", "1")] });
    const [facts] = factsOf(answer, "stack", coverage, words);
    expect(facts?.partial).toEqual(["2026-11-02"]);
    expect(facts?.series[0]?.values).toEqual(["1", "0", null]);
  });

  it("shows months without a bill as unknown", () => {
    const answer = answerOf("month", { rows: [row("2026-11-01", "a", "1")] });
    const gaps = [
      { billing_period: "2026-09", payer_account_id: null },
      { billing_period: "2026-10", payer_account_id: "111122223333" },
    ];
    const question = { ...answer.question, start: "2026-09-01", end: "2026-12-01" };
    const [facts] = factsOf({ ...answer, question, gaps }, "stack", nothingSaid, words);
    expect(facts?.categories).toEqual(["2026-09", "2026-10", "2026-11"]);
    expect(facts?.series[0]?.values).toEqual([null, "0", "1"]);
    expect(facts?.partial).toEqual(["2026-10"]);
  });

  it("draws one bar per group for the whole period, and one drawing per currency", () => {
    const real = { ...row(null, "b", "7"), currency: "BRL" };
    const answer = answerOf("total", {
      rows: [row(null, "Amazon Simple Storage Service", "2"), real],
      totals: [{ ...row(null, "", "7"), currency: "BRL" }, row(null, "", "2")],
    });
    const drawings = factsOf(answer, "line", nothingSaid, words);
    expect(drawings.map(({ currency }) => currency)).toEqual(["BRL", "USD"]);
    expect(drawings[1]).toMatchObject({ kind: "stacked-bar", categoryKind: "name" });
    expect(drawings[1]?.categories).toEqual(["Amazon Simple\nStorage Service"]);
    expect(drawings[1]?.series[0]?.values).toEqual(["2"]);
  });
});

describe("what was delivered", () => {
  it("comes from the running month and from bills that are estimates", () => {
    const window = {
      start: "2026-11-01",
      end: "2026-12-01",
      is_running: true,
      last_day: "2026-11-22",
      complete_until: "2026-11-22",
    };
    const coverage = coverageOf(window, []);
    const range = { from: "2026-11-01", to: "2026-12-01" };
    expect(runsUntil(range, coverage)).toBe("2026-11-22");
    expect(runsUntil({ from: "2026-10-01", to: "2026-11-01" }, coverage)).toBeNull();
    expect(knowledgeOf("2026-11", [], coverage)).toBe("partial");
    expect(knowledgeOf("2026-10", [], coverage)).toBe("known");
    expect(knowledgeOf("2026-12", [], coverage)).toBe("unknown");
    expect(estimatedMonths(range, { ...coverage, estimated: ["2026-11"] })).toEqual(["2026-11"]);
    expect(coverageOf({ ...window, is_running: false }, [])).toEqual(nothingSaid);
  });
});
