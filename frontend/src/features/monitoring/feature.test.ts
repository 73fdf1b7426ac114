import { expect, it } from "vitest";
import { feature } from "./feature";
import { usageQuestion } from "./queries";
import { chosenOf, tokensOf } from "./tokens";

const read = feature.validateSearch ?? (() => ({}));

it("keeps of an address only what it understands", () => {
  const asked = {
    service: ["ec2", "rds", "ec2", ""],
    metric: "CPUUtilization",
    colour: "red",
    search: "  web ",
    order: "least",
    page: "3",
    of: "i-1",
    series: "a|b",
    by: "resource",
    rows: "2",
    row: "x|y",
  };
  expect(read(asked)).toEqual({
    service: ["ec2", "rds"],
    metric: ["CPUUtilization"],
    search: "web",
    order: "least",
    page: "3",
    of: "i-1",
    series: "a|b",
    by: "resource",
    rows: "2",
    row: "x|y",
  });
});

it("leaves out what is usual, and what is no page, order or grouping", () => {
  expect(read({ order: "name", by: "usage_type", page: "1", rows: "-1" })).toEqual({});
  expect(read({ order: "cost", by: "colour", page: "x", series: "of nothing" })).toEqual({});
});

it("asks the API for all that the address filters", () => {
  expect(usageQuestion({ metric: ["Errors"], search: "a" })).toEqual({
    service: [],
    account: [],
    region: [],
    metric: ["Errors"],
    search: "a",
    order: "name",
  });
});

it("goes from the address to tokens and back", () => {
  const chosen = { service: ["ec2", "rds"], region: ["us-east-1"] };
  expect(chosenOf(tokensOf(chosen))).toEqual({ ...chosen, account: undefined, metric: undefined });
});

it("joins tokens of one property, and ignores free text", () => {
  const tokens = [
    { propertyKey: "metric", operator: "=", value: ["Errors"] },
    { propertyKey: "metric", operator: "=", value: "Duration" },
    { operator: ":", value: "free" },
    { propertyKey: "state", operator: "=", value: "running" },
  ];
  expect(chosenOf(tokens).metric).toEqual(["Errors", "Duration"]);
  expect(chosenOf(tokens).service).toBeUndefined();
});
