import { describe, expect, it } from "vitest";
import { parseSearch, printSearch } from "../../lib/search-params";
import { validateSearch } from "./address";
import { type CostsState, searchOf, stateOf } from "./state";

const full: CostsState = {
  by: ["tag:aws:created_by", "SubAccountId"],
  metric: "net_amortized",
  granularity: "total",
  from: "2026-08-01",
  to: "2026-11-16",
  filters: [
    { dimension: "SubAccountId", values: ["014364114953", "464432891907"], negated: false },
    { dimension: "tag:team", values: ["(untagged)"], negated: true },
    { dimension: "x_Operation", values: ["CreateDBInstance:0002=x y&z"], negated: false },
  ],
  compare: "year",
  view: "line",
};

const throughAddress = (state: CostsState) =>
  stateOf(validateSearch(parseSearch(printSearch(searchOf(state)))));

describe("the address", () => {
  it("brings every state back as it was", () => {
    expect(throughAddress(full)).toEqual(full);
    const plain = stateOf({});
    expect(throughAddress(plain)).toEqual(plain);
  });

  it("says nothing about what the page shows by itself", () => {
    expect(searchOf(stateOf({}))).toEqual({});
    expect(printSearch(searchOf({ ...stateOf({}), by: ["RegionId"] }))).toBe("?by=RegionId");
  });

  it("reads a month as its first day and keeps what it understands of a list", () => {
    const address = "?from=2026-01&to=2026-03&by=zzz&by=RegionId&by=RegionId&by=tag:team&by=x";
    expect(validateSearch(parseSearch(address))).toEqual({
      from: "2026-01-01",
      to: "2026-03-01",
      by: ["RegionId", "tag:team"],
    });
  });

  it.each([
    "?by=zzz&metric=%00&granularity=hour&from=9999-99-99&to=x&filter=%3D&compare=7&view=pie",
    "?from=2026-02-30&to=2026-13-01",
    "?from=2026-05-01&to=2026-05-01",
    "?filter=A%3DB&filter=ServiceName&filter=ServiceName%3D&filter=ServiceName%3D|&filter=tag:%3Dx",
    "?by=&metric=&%F0%9F=1&__proto__=1&constructor=x",
  ])("survives %s", (address) => {
    expect(validateSearch(parseSearch(address))).toEqual({});
  });

  it("survives values that no address makes", () => {
    const odd = { by: [1, null], metric: {}, from: 20260101, filter: [{}], view: () => 1 };
    expect(validateSearch(odd as unknown as Parameters<typeof validateSearch>[0])).toEqual({});
  });

  it("takes as many filters as the API", () => {
    const filter = Array.from({ length: 30 }, (_, place) => `RegionId=r${place}`);
    expect(validateSearch({ filter }).filter).toHaveLength(20);
  });
});
