import { describe, expect, it } from "vitest";
import { crumbsOf, drillInto, nextDimension } from "./drill";
import { type CostFilter, canFilter, parseFilter, printFilter } from "./filters";
import { stateOf } from "./state";

const filter = (dimension: string, value: string): CostFilter => ({
  dimension,
  values: [value],
  negated: false,
});

describe("stepping into groups", () => {
  it.each([
    ["ServiceName", "x_UsageType"],
    ["x_UsageType", "ResourceId"],
    ["ResourceId", "x_UsageType"],
    ["SubAccountName", "ServiceName"],
    ["BillingAccountId", "SubAccountName"],
    ["ServiceCategory", "ServiceName"],
    ["RegionId", "ServiceName"],
    ["tag:team", "ServiceName"],
    ["cost_category:BusinessUnit", "ServiceName"],
  ])("goes from %s to %s", (dimension, next) => {
    expect(nextDimension(dimension, [])).toBe(next);
  });

  it("goes from service to usage type to resource and ends", () => {
    const service = drillInto(stateOf({}), "ServiceName", "Amazon S3");
    const usage = service && drillInto(service, "x_UsageType", "Requests-Tier1");
    const resource = usage && drillInto(usage, "ResourceId", "arn:aws:s3:::b");
    expect(usage?.by).toEqual(["ResourceId"]);
    expect(resource?.by).toEqual(["x_Operation"]);
    expect(resource && drillInto(resource, "x_Operation", "GetObject")).toBeNull();
  });

  it("keeps the other dimension and never groups by one twice", () => {
    const state = stateOf({ by: ["ServiceName", "x_UsageType"] });
    expect(drillInto(state, "ServiceName", "Amazon S3")?.by).toEqual(["ResourceId", "x_UsageType"]);
  });

  it("does not promise what a filter cannot say", () => {
    expect(drillInto(stateOf({ by: ["tag:team"] }), "tag:team", "a|b")).toBeNull();
    expect(canFilter("tag:a=b", "x")).toBe(false);
    expect(canFilter("tag:team", "")).toBe(false);
  });

  it("leads back up, step by step, and keeps filters that are no steps", () => {
    const state = {
      ...stateOf({ by: ["ResourceId"] }),
      filters: [
        { ...filter("RegionId", "sa-east-1"), negated: true },
        filter("ServiceName", "Amazon S3"),
        filter("x_UsageType", "Requests-Tier1"),
      ],
    };
    const crumbs = crumbsOf(state);
    expect(crumbs.map((crumb) => crumb.state.by[0])).toEqual([
      "ServiceName",
      "x_UsageType",
      "ResourceId",
    ]);
    expect(crumbs[0]?.state.filters).toEqual([state.filters[0]]);
    expect(crumbs[2]?.state).toEqual(state);
  });

  it("reads and writes filters", () => {
    for (const text of ["tag:team!=a|b", "ServiceName=Amazon S3", "x_Operation=a=b"]) {
      expect(printFilter(parseFilter(text) ?? filter("", ""))).toBe(text);
    }
    expect(parseFilter("ServiceName")).toBeNull();
    expect(parseFilter("=x")).toBeNull();
  });
});
