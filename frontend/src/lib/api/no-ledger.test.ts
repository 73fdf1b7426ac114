import { expect, it } from "vitest";
import { noLedger } from "./no-ledger";
import { Problem } from "./problem";

const problem = (type: string, status: number) =>
  new Problem({ type, status, title: "Not found", detail: null, fix: null, request_id: null });

it("tells an empty ledger from an address that does not exist", () => {
  const empty = problem("/api/v1/reference#NotFound", 404);
  expect(noLedger({ problem: empty })).toBe("finops ingest FOLDER");
  expect(noLedger({ problem: problem("about:blank", 404) })).toBeNull();
  expect(noLedger({ problem: problem("/api/v1/reference#CorruptFile", 500) })).toBeNull();
  expect(noLedger({})).toBeNull();
});
