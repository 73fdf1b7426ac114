import { expect, it } from "vitest";
import { outcomeOf } from "./Checks";
import { propertiesOf } from "./choices";
import { feature } from "./feature";
import { matching, ofRecommendation, ordered, pageOf, shortId } from "./rows";
import { spotsOf, stakeOf, sumOf, unpricedOf } from "./sums";
import { blind, check, plan, recommendation } from "./testing/samples";
import { chosenOf, tokensOf } from "./tokens";
import { commandFor, needOf } from "./words";

const dollars = (amount: string | null, currency = "USD") => ({ amount, currency });
const of = (id: string, saving: ReturnType<typeof dollars> | null) =>
  recommendation({ id, monthly_savings: saving });
const ids = (rows: readonly { id: string }[]) => rows.map(({ id }) => id);

it("keeps of an address only what it understands", () => {
  const read = feature.validateSearch ?? (() => ({}));
  const asked = { family: ["storage", "storage", ""], colour: "red", show: "aside", page: "2" };
  const kept = { family: ["storage"], show: "aside", page: "2" };
  expect(read({ ...asked, order: "least", open: "a", search: " x " })).toEqual({
    ...kept,
    order: "least",
    open: "a",
    search: "x",
  });
  expect(read({ show: "todo", order: "cost", page: "1", search: "" })).toEqual({});
});

it("finds rows for which every filter holds and in which every word stands", () => {
  const rows = [
    recommendation({ id: "a", name: "Café" }),
    recommendation({ id: "b", family: "network" }),
  ];
  const find = (asked: object) => ids(matching(rows, asked, ofRecommendation));
  expect(find({})).toEqual(["a", "b"]);
  expect(find({ family: ["network", "compute"] })).toEqual(["b"]);
  expect(find({ search: "cafe GP2" })).toEqual(["a"]);
  expect(find({ search: "cafe", family: ["network"] })).toEqual([]);
});

it("orders by saving, the unknown last both ways, and leaves the API's order otherwise", () => {
  const rows = [of("none", null), of("ten", dollars("10")), of("nine", dollars("9.5"))];
  expect(ids(ordered(rows, "most"))).toEqual(["ten", "nine", "none"]);
  expect(ids(ordered(rows, "least"))).toEqual(["nine", "ten", "none"]);
  expect(ids(ordered(rows, undefined))).toEqual(["none", "ten", "nine"]);
});

it("turns to the last page when the asked one is no more", () => {
  const rows = Array.from({ length: 26 }, (_, place) => place);
  expect(pageOf(rows, "9")).toEqual({ page: 2, pages: 2, shown: [25] });
  expect(pageOf([], undefined)).toEqual({ page: 1, pages: 1, shown: [] });
});

it("never adds currencies, nor the unknown as zero", () => {
  expect(sumOf([dollars("1.1"), dollars("2.2"), dollars("5", "BRL"), dollars(null), null])).toEqual(
    [dollars("3.3"), dollars("5", "BRL")],
  );
  expect(sumOf([null])).toEqual([]);
  const unknown = { monthly_savings: null };
  const none = recommendation({ ...unknown, saves_money: false });
  expect(unpricedOf([recommendation(), recommendation(unknown), none])).toBe(1);
});

it("counts what is at stake once per place, however many checks lack the same", () => {
  const larger = blind({ check: "unused-key", at_stake: [dollars("3")] });
  const elsewhere = blind({ region: "sa-east-1" });
  expect(stakeOf([blind(), larger, elsewhere])).toEqual([dollars("5")]);
  const other = blind({ missing: "metrics.aws:ec2:instance", at_stake: [dollars("9")] });
  const spots = spotsOf(plan({ blind: [blind(), larger, elsewhere, other] }));
  expect(spots.map(({ missing }) => missing)).toEqual([
    "metrics.aws:ec2:instance",
    "resources.aws:kms:key",
  ]);
  expect(spots[1]?.places).toHaveLength(2);
});

it("names what is missing and the command that brings it", () => {
  expect(needOf("metrics.aws:ec2:instance")).toEqual({ scope: "metrics", type: "ec2:instance" });
  expect(commandFor("metrics.aws:ec2:instance")).toBe("finops collect");
  expect(commandFor("resources.aws:kms:key")).toBe("finops scan");
  expect(commandFor("costs")).toBe("finops ingest FOLDER");
});

it.each([
  [{}, "found"],
  [{ rejected: 1 }, "rejected"],
  [{ found: 0, blind: 2 }, "blind"],
  [{ found: 0, resources: 0 }, "nothing-there"],
  [{ found: 0 }, "clean"],
] as const)("says of a check with %j: %s", (over, outcome) => {
  expect(outcomeOf(check(over))).toBe(outcome);
});

it("goes from the address to tokens and back, of what the list knows", () => {
  const chosen = { family: ["storage"], region: ["us-east-1", "sa-east-1"] };
  const offered = propertiesOf("rejected");
  expect(tokensOf(chosen, offered)).toEqual([
    { propertyKey: "region", operator: "=", value: chosen.region },
  ]);
  expect(chosenOf(tokensOf(chosen, propertiesOf("todo")), offered)).toEqual({
    check: undefined,
    account: undefined,
    region: chosen.region,
  });
});

it("shortens an ARN to what is not told beside it", () => {
  expect(shortId("arn:aws:sns:us-east-1:111111111111:alerts")).toBe("alerts");
  expect(shortId("vol-1")).toBe("vol-1");
});
