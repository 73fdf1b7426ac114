import { describe, expect, it } from "vitest";
import { regionsIn } from "./facts";
import type { CostsAnswer, Count, Job } from "./queries";

const billed = (region: string, account: string, amount: string | null) => ({
  bucket: null,
  keys: { RegionId: region, SubAccountId: account, SubAccountName: `name-${account}` },
  currency: "USD",
  gross: amount,
  credits: "0",
  refunds: "0",
  after_credits: amount,
});
const bill = (...rows: ReturnType<typeof billed>[]) => ({ rows }) as unknown as CostsAnswer;
const found = (region: string, account: string, resources: number): Count => ({
  region,
  account,
  service: "ec2",
  resources,
});
const asked = (region: string, account: string, isKnown = true) =>
  ({ region, account, is_known: isKnown }) as Job;

describe("regions", () => {
  it("add up exactly, the largest spend first", () => {
    const { rows, accounts } = regionsIn({
      spend: bill(billed("a", "1", "0.1"), billed("b", "1", "5"), billed("a", "2", "0.2")),
      counts: [found("a", "1", 3), found("a", "2", 4)],
      jobs: [asked("a", "1"), asked("a", "2"), asked("b", "1")],
    });
    expect(rows.map(({ region }) => region)).toEqual(["b", "a"]);
    expect(rows[1]).toMatchObject({
      spend: [{ currency: "USD", amount: "0.3" }],
      resources: 7,
      isWhole: true,
      remark: null,
    });
    expect(rows[0]).toMatchObject({ resources: 0, remark: "spend-only", spendShare: 1 });
    expect(accounts).toEqual([
      { id: "1", name: "name-1" },
      { id: "2", name: "name-2" },
    ]);
  });

  it("know only the least when a part was not asked or has no answer", () => {
    const { rows } = regionsIn({
      spend: bill(billed("a", "1", "1"), billed("a", "2", "1"), billed("b", "1", "1")),
      counts: [found("a", "1", 3)],
      jobs: [asked("a", "1"), asked("b", "1", false)],
    });
    expect(rows.find(({ region }) => region === "a")).toMatchObject({
      resources: 3,
      isWhole: false,
    });
    expect(rows.find(({ region }) => region === "b")?.remark).toBe("spend-only-partly");
    expect(rows[0]?.accounts.get("2")?.resources).toBeNull();
  });

  it("point out resources without spend", () => {
    const { rows } = regionsIn({ spend: bill(), counts: [found("a", "1", 1)], jobs: [] });
    expect(rows[0]).toMatchObject({ spend: [], resources: 1, remark: "resources-only" });
  });

  it("call unknown what neither bill nor scan tells", () => {
    const noBill = regionsIn({ spend: null, counts: [found("a", "1", 1)], jobs: [] });
    expect(noBill.rows[0]).toMatchObject({ spend: null, remark: null });
    const noScan = regionsIn({ spend: bill(billed("a", "1", null)), counts: null, jobs: null });
    expect(noScan.rows[0]).toMatchObject({
      spend: [{ currency: "USD", amount: null }],
      resources: null,
      remark: null,
    });
  });
});
