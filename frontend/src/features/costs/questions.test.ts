import { describe, expect, it } from "vitest";
import { changesQuery, chartQuery, exportQuery, groupsQuery } from "./questions";
import { stateOf } from "./state";

const state = stateOf({
  by: ["SubAccountName", "RegionId"],
  from: "2026-01-01",
  to: "2026-11-01",
  filter: ["ServiceName=Amazon S3|AWS Lambda", "RegionId!=(none)"],
  compare: "month",
});

describe("questions to the API", () => {
  it("draw the nine largest groups by days, or by months when there are many", () => {
    expect(chartQuery(stateOf({}))).toEqual({
      by: ["ServiceName"],
      metric: "effective",
      granularity: "day",
      top: 9,
      limit: 10_000,
    });
    expect(chartQuery(state)).toMatchObject({ granularity: "month", from: "2026-01-01" });
    expect(chartQuery({ ...state, granularity: "day" }).granularity).toBe("day");
    expect(chartQuery({ ...state, granularity: "day", from: "2020-01-01" }).granularity).toBe(
      "month",
    );
  });

  it("list all groups page by page over the whole period", () => {
    expect(groupsQuery(state, 3)).toEqual({
      by: ["SubAccountName", "RegionId"],
      metric: "effective",
      from: "2026-01-01",
      to: "2026-11-01",
      filter: ["ServiceName=Amazon S3|AWS Lambda", "RegionId!=(none)"],
      granularity: "total",
      limit: 50,
      offset: 100,
    });
    expect(changesQuery(state, "year", 1)).toMatchObject({ against: "year", offset: 0 });
  });

  it("export everything: no page, no top", () => {
    expect(exportQuery(state)).not.toHaveProperty("limit");
    expect(exportQuery(state)).not.toHaveProperty("top");
    expect(exportQuery(state)).toMatchObject({ granularity: "month", by: state.by });
  });
});
