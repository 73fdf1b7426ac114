import { afterEach, expect, it, vi } from "vitest";
import { stateOf } from "../state";
import { exportFile, fileName } from "./export-file";

afterEach(() => {
  vi.unstubAllGlobals();
});

const state = stateOf({ by: ["tag:team"], from: "2026-10-01", to: "2026-11-01" });

function answer(body: string, init: ResponseInit = {}) {
  const fetching = vi.fn<(request: Request) => Promise<Response>>(() =>
    Promise.resolve(new Response(body, init)),
  );
  vi.stubGlobal("fetch", fetching);
  URL.createObjectURL = () => "blob:x";
  vi.spyOn(HTMLAnchorElement.prototype, "click").mockReturnValue();
  return fetching;
}

const askedOf = (fetching: ReturnType<typeof answer>) => fetching.mock.calls[0]?.[0];

it("asks the server for everything, in the reader's language", async () => {
  const fetching = answer("bucket,team\n");
  expect(await exportFile(state, "csv", "unreachable")).toBeNull();
  const request = askedOf(fetching);
  const { pathname, searchParams } = new URL(request?.url ?? "");
  expect(pathname).toBe("/api/v1/costs.csv");
  expect(searchParams.get("by")).toBe("tag:team");
  expect(searchParams.has("limit")).toBe(false);
  expect(request?.headers.get("Accept-Language")).toBe("en");
});

it("takes the changes when two periods are compared", async () => {
  const fetching = answer("x");
  await exportFile({ ...state, compare: "year" }, "xlsx", "unreachable");
  const { pathname, searchParams } = new URL(askedOf(fetching)?.url ?? "");
  expect(pathname).toBe("/api/v1/changes.xlsx");
  expect(searchParams.get("against")).toBe("year");
});

it("says what went wrong", async () => {
  answer(JSON.stringify({ title: "No space", status: 503, request_id: "r-1" }), { status: 503 });
  expect(await exportFile(state, "csv", "unreachable")).toMatchObject({
    title: "No space",
    request_id: "r-1",
  });
});

it("names the file after its question", () => {
  expect(fileName(state, "csv")).toBe("costs-tag-team-2026-10-01_2026-11-01.csv");
  expect(fileName({ ...state, from: null, to: null, compare: "month" }, "xlsx")).toBe(
    "changes-tag-team.xlsx",
  );
});
