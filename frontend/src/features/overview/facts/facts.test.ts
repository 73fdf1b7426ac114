import { describe, expect, it } from "vitest";
import { change, costs, moved, span } from "../testing/samples";
import { barLengths, directionOf, formatDifference, formatShift } from "./change";
import { daysBetween, formatDays, gapNames, monthsBetween, nextMonth, shiftDay } from "./days";
import {
  barSearch,
  changeSearch,
  daysSearch,
  filterText,
  monthSearch,
  unknownSearch,
} from "./explorer";
import { isEstimated, linesOf, newestDelivery, oldestDelivery } from "./freshness";
import { formatShare, shareLength, subjectOf } from "./unknowns";

describe("days", () => {
  it("walk over the ends of months and years", () => {
    expect(shiftDay("2026-12-31", 1)).toBe("2027-01-01");
    expect(shiftDay("2028-03-01", -1)).toBe("2028-02-29");
    expect(nextMonth("2026-12")).toBe("2027-01");
    expect(daysBetween("2026-10-31", "2026-11-02")).toEqual(["2026-10-31", "2026-11-01"]);
    expect(monthsBetween("2026-12-01", "2027-02-01")).toEqual(["2026-12", "2027-01"]);
  });

  it("are named without the day after the last", () => {
    expect(formatDays("2026-11-01", "2026-11-22", "en")).toMatch(/^Nov 1\s–\s21$/);
    expect(formatDays("2026-11-01", "2026-11-22", "pt-BR")).toMatch(/^1\s–\s21 de nov\.$/);
  });

  it("name a missing bill and, if known, its payer", () => {
    const gaps = [
      { billing_period: "2025-11", payer_account_id: null },
      { billing_period: "2026-01", payer_account_id: "111122223333" },
    ];
    expect(gapNames(gaps, "en")).toEqual(["Nov 2025", "Jan 2026 (111122223333)"]);
  });
});

describe("changes", () => {
  it("carry their sign in words that need no colour", () => {
    expect(formatDifference("1205.76", "USD", "en")).toBe("+$1,205.76");
    expect(formatDifference("-510.52", "USD", "en")).toBe("−$510.52");
    expect(formatDifference("-0.0004", "USD", "en")).toBe("> -$0.01");
    expect(formatDifference("0", "USD", "en")).toBe("$0.00");
    expect(formatShift(-0.085, directionOf("-1"), "en")).toBe("−8.5%");
  });

  it("have bars relative to the largest of their currency", () => {
    const lengths = barLengths([
      change("a", { difference: "-8" }),
      change("b", { difference: "2" }),
      change("c", { difference: null }),
      change("d", { difference: "100", currency: "BRL" }),
    ]);
    expect(lengths).toEqual([-1, 0.25, null, 1]);
    expect(barLengths([change("a", { difference: "0" })])).toEqual([null]);
  });
});

describe("links to the explorer", () => {
  const values = ["1"];
  const facts = {
    kind: "stacked-bar" as const,
    categories: ["2026-11-30"],
    categoryKind: "day" as const,
    currency: "USD",
    series: [
      { id: "Amazon S3", name: "Amazon S3", values },
      { id: "AWS Glue", name: "AWS Glue", values },
      { id: "others", name: "Others", values, others: true },
    ],
  };
  const day = { metric: "list", granularity: "day", from: "2026-11-30", to: "2026-12-01" };

  it("lead from a bar to that day of that service, or of all the others", () => {
    const hit = { category: "2026-11-30", seriesId: "Amazon S3" };
    expect(barSearch(hit, facts, "list")).toEqual({
      ...day,
      by: "x_UsageType",
      filter: ["ServiceName=Amazon S3"],
    });
    expect(barSearch({ ...hit, seriesId: "others" }, facts, "list")).toEqual({
      ...day,
      by: "ServiceName",
      filter: ["ServiceName!=Amazon S3|AWS Glue"],
    });
  });

  it("lead from days, a month and a change to theirs", () => {
    const period = { start: "2026-11-01", end: "2026-11-22" };
    expect(daysSearch(costs(period, []), "list")).toMatchObject({
      from: "2026-11-01",
      to: "2026-11-22",
    });
    expect(monthSearch("2026-12", "list")).toMatchObject({ from: "2026-12-01", to: "2027-01-01" });
    const found = changeSearch(change("AWS Glue", {}), moved([]), "list");
    expect(found).toMatchObject({
      compare: "month",
      filter: ["ServiceName=AWS Glue"],
      from: "2026-11-01",
      to: "2026-11-02",
    });
  });

  it("show unknown money under the filter that the answer names", () => {
    const shown_by = { dimension: "tag:team", values: ["(untagged)"], negated: false };
    const unknown = {
      kind: "untagged" as const,
      name: "tag:team",
      currency: "USD",
      amount: "1",
      share: 0.1,
      shown_by,
    };
    expect(unknownSearch(unknown, span, "list")).toMatchObject({
      filter: ["tag:team=(untagged)"],
      from: "2026-11-01",
      to: "2026-12-01",
    });
    expect(unknownSearch({ ...unknown, shown_by: null }, span, "list")).toBeNull();
    expect(filterText({ ...shown_by, negated: true })).toBe("tag:team!=(untagged)");
  });
});

describe("unknowns and freshness", () => {
  it("name what lacks something", () => {
    const unknown = { currency: "USD", amount: "1", share: 1, shown_by: null };
    expect(subjectOf({ ...unknown, kind: "untagged", name: "tag:aws:x" })).toBe("aws:x");
    expect([formatShare(0.2509, "en"), formatShare(0.00001, "en"), formatShare(0, "en")]).toEqual([
      "25.1%",
      "< 0.1%",
      "0%",
    ]);
    expect([shareLength(null), shareLength(-0.2), shareLength(1.4)]).toEqual([0, 0, 1]);
  });

  it("take the oldest delivery for how fresh the whole is", () => {
    const bill = {
      payer_account_id: "111122223333",
      billing_period: "2026-11",
      ingested_at: "2026-11-23T00:00:00Z",
      delivered_at: "2026-11-22T10:00:00Z",
      lines: 10,
      estimated_lines: 4,
    };
    const bills = [
      bill,
      { ...bill, delivered_at: "2026-11-22T08:00:00-03:00", estimated_lines: 0 },
    ];
    expect(oldestDelivery(bills)).toBe("2026-11-22T10:00:00Z");
    expect(newestDelivery(bills)).toBe("2026-11-22T08:00:00-03:00");
    expect(linesOf(bills)).toEqual({ estimated: 4, all: 20 });
    expect([isEstimated(bills), isEstimated([]), isEstimated(undefined)]).toEqual([
      true,
      false,
      false,
    ]);
    expect(oldestDelivery([])).toBeNull();
  });
});
