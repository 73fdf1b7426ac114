import { expect, it } from "vitest";
import { explorerOf } from "./explorer";
import { feature } from "./feature";
import type { Resource } from "./queries";
import { tokensOf, whereOf } from "./tokens";
import { canSay, parseWhere, printWhere, withOnly } from "./where";

it.each(["service=ec2|rds", "region!=us-east-1", "name~part", "tag:team=a=b", "name~a=b"])(
  "reads and writes %s as the API does",
  (text) => {
    const filter = parseWhere(text);
    expect(filter).not.toBeNull();
    expect(filter && printWhere(filter)).toBe(text);
  },
);

it.each(["", "service", "service=", "=ec2", "colour=red", "tag:=x", "service=|"])(
  "takes %j for no filter",
  (text) => {
    expect(parseWhere(text)).toBeNull();
  },
);

it("knows what its language cannot say", () => {
  expect(canSay("name", "a|b")).toBe(false);
  expect(canSay("name", "")).toBe(false);
  expect(canSay("tag:a=b", "c")).toBe(false);
  expect(canSay("tag:team", "a=b")).toBe(true);
});

it("goes from the address to tokens and back", () => {
  const where = ["service=ec2|rds", "region!=us-east-1", "name~part", "tag:team=(untagged)"];
  expect(whereOf(tokensOf(where))).toEqual(where);
  expect(whereOf([{ propertyKey: "name", operator: "=", value: ["a|b"] }])).toEqual([]);
  expect(whereOf([{ operator: ":", value: "free" }])).toEqual([]);
});

it("replaces the filter of one column", () => {
  expect(withOnly(["service=ec2", "region=x"], "service", "s3")).toEqual([
    "region=x",
    "service=s3",
  ]);
});

it("keeps of an address only what it understands", () => {
  const validate = feature.validateSearch;
  expect(validate?.({ where: ["service=s3", "nonsense"], search: " a ", order: "name" })).toEqual({
    where: ["service=s3"],
    search: "a",
    order: "name",
  });
  expect(validate?.({ where: "x", search: "", order: "cost" })).toEqual({});
});

it("asks the explorer for the id and the ARN: a bill names either", () => {
  const resource = { id: "i-1", arn: "arn:aws:ec2:us-east-1:1:instance/i-1" } as Resource;
  expect(explorerOf(resource, "2026-12")).toEqual({
    by: "x_UsageType",
    filter: "ResourceId=arn:aws:ec2:us-east-1:1:instance/i-1|i-1",
    from: "2026-12-01",
    to: "2027-01-01",
  });
});
