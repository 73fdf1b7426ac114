import { expect, it } from "vitest";
import { feature } from "./feature";
import { matrixOf } from "./matrix";
import { type Job, questionOf } from "./queries";
import { type Status, worstOf } from "./statuses";

const job = (service: string, region: string, status: Status) =>
  ({ service, region, status, is_known: status === "ok" || status === "not_offered" }) as Job;

it("puts services with gaps first, the whole account last, and says the worst", () => {
  const { regions, rows } = matrixOf([
    job("a", "global", "ok"),
    job("b", "us-east-1", "denied"),
    job("b", "us-east-1", "ok"),
    job("c", "sa-east-1", "not_offered"),
  ]);
  expect(regions).toEqual(["sa-east-1", "us-east-1", "global"]);
  expect(rows.map(({ service }) => service)).toEqual(["b", "a", "c"]);
  expect(rows[0]?.cells.get("us-east-1")).toEqual({
    region: "us-east-1",
    worst: "denied",
    jobs: 2,
    answered: 1,
  });
  expect(rows[0]?.cells.has("global")).toBe(false);
});

it("ranks a refusal above what was seen in part", () => {
  expect(worstOf(["ok", "partial", "denied"])).toBe("denied");
  expect(worstOf(["ok", "not_offered"])).toBe("not_offered");
});

it("asks for the gaps unless told otherwise", () => {
  expect(questionOf({})).toEqual({ gaps: true });
  expect(questionOf({ status: "all", service: ["kms"] })).toEqual({ service: ["kms"] });
  expect(questionOf({ status: "ok" })).toEqual({ status: ["ok"] });
});

it("keeps of an address only what it understands", () => {
  expect(feature.validateSearch?.({ status: "denied", region: ["a", "a", ""] })).toEqual({
    status: "denied",
    region: ["a"],
  });
  expect(feature.validateSearch?.({ status: "nonsense" })).toEqual({});
});
