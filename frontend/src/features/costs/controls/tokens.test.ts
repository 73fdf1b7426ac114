import { expect, it } from "vitest";
import { filtersOf, tokensOf } from "./tokens";

const filters = [
  { dimension: "ServiceName", values: ["Amazon S3", "AWS Lambda"], negated: false },
  { dimension: "tag:team", values: ["(untagged)"], negated: true },
];

it("turns filters into tokens and back", () => {
  expect(filtersOf(tokensOf(filters))).toEqual(filters);
});

it("takes a typed value, and leaves out what the API has no words for", () => {
  const tokens = [
    { propertyKey: "RegionId", operator: "=", value: "sa-east-1" },
    { propertyKey: "tag:team", operator: "=", value: ["a|b", "c"] },
    { propertyKey: "tag:team", operator: "=", value: [] },
    { operator: ":", value: "free text" },
  ];
  expect(filtersOf(tokens)).toEqual([
    { dimension: "RegionId", values: ["sa-east-1"], negated: false },
    { dimension: "tag:team", values: ["c"], negated: false },
  ]);
});
