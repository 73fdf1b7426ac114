import { describe, expect, it } from "vitest";
import type { Check } from "./queries";
import { headlineOf, identitiesOf, verdictOf } from "./verdicts";

function check(over: Partial<Check> = {}): Check {
  return {
    identity: "plan",
    title: "Savings Plan",
    verdict: "exact",
    payer_account_id: "111122223333",
    billing_period: "2026-10",
    currency: "USD",
    groups: 4,
    off: 0,
    residue: "0",
    worst: "",
    ...over,
  };
}

describe("a verdict", () => {
  it.each<[Check["verdict"], string]>([
    ["exact", "exact"],
    ["within tolerance", "within"],
    ["failed", "failed"],
    ["running", "running"],
    ["noted", "diagnostic"],
    ["not checked", "unchecked"],
  ])("%s is shown as %s", (word, shown) => {
    expect(verdictOf(check({ verdict: word }))).toBe(shown);
  });

  it("never says exact of an amount that nobody knows", () => {
    expect(verdictOf(check({ residue: null }))).toBe("unknown");
  });
});

describe("an identity over its bills", () => {
  it("has the worst verdict, every group and the exact residue", () => {
    const [identity] = identitiesOf([
      check(),
      check({ billing_period: "2026-11", verdict: "running", off: 1, residue: "12.14784" }),
      check({ billing_period: "2026-09", verdict: "running", off: 1, residue: "0.000000000001" }),
    ]);
    expect(identity).toMatchObject({ verdict: "running", worstBills: 2, groups: 12 });
    expect(identity?.residues).toEqual([{ currency: "USD", amount: "12.147840000001" }]);
    expect(identity?.bills.map((bill) => bill.billing_period)).toEqual([
      "2026-11",
      "2026-09",
      "2026-10",
    ]);
  });

  it("keeps currencies apart and an unknown residue unknown", () => {
    const [identity] = identitiesOf([
      check({ residue: "1" }),
      check({ currency: "BRL", residue: "2" }),
      check({ currency: "BRL", residue: null }),
    ]);
    expect(identity?.residues).toEqual([
      { currency: "BRL", amount: null },
      { currency: "USD", amount: "1" },
    ]);
  });

  it("has no residue when nothing was compared", () => {
    const [identity] = identitiesOf([check({ verdict: "not checked", groups: 0 })]);
    expect(identity).toMatchObject({ verdict: "unchecked", residues: [] });
  });

  it("ranks failed over running, and not checked over exact", () => {
    const worst = (...verdicts: Check["verdict"][]) =>
      identitiesOf(verdicts.map((verdict) => check({ verdict })))[0]?.verdict;
    expect(worst("exact", "running", "failed")).toBe("failed");
    expect(worst("exact", "not checked")).toBe("unchecked");
  });
});

describe("the headline", () => {
  it("counts identities, bills, groups and running months once", () => {
    const headline = headlineOf({
      holds: true,
      checks: [
        check(),
        check({ billing_period: "2026-11", verdict: "running", off: 1, residue: "1" }),
        check({ identity: "upfront", billing_period: "2026-11", verdict: "running", off: 1 }),
        check({ identity: "invoice" }),
        check({ identity: "invoice", billing_period: "2026-11", verdict: "not checked" }),
        check({ identity: "billed" }),
      ],
    });
    expect(headline).toEqual({
      holds: true,
      failed: [],
      runningMonths: ["2026-11"],
      running: 2,
      exact: 1,
      identities: 4,
      bills: 2,
      groups: 24,
      comparedWithInvoices: 1,
    });
  });

  it("names the identities that failed", () => {
    const checks = [check({ verdict: "failed", off: 1, residue: "0.51" }), check()];
    expect(headlineOf({ holds: false, checks }).failed.map(({ id }) => id)).toEqual(["plan"]);
  });
});
