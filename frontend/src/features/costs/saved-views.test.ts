import { beforeEach, expect, it } from "vitest";
import { recall, remember } from "../../lib/storage";
import { readViews, withName, withoutView, withView } from "./saved-views";

beforeEach(() => {
  localStorage.clear();
});

const kept = (views: unknown) => {
  remember("costs.views", JSON.stringify(views));
  return readViews();
};

it("keeps the state under a name", () => {
  const views = withView([], "  S3 by account ", { by: ["SubAccountName"], from: "2026-01-01" });
  expect(kept(views)).toEqual([
    { id: "1", name: "S3 by account", search: { by: ["SubAccountName"], from: "2026-01-01" } },
  ]);
  expect(recall("costs.views")).toContain("S3 by account");
});

it("replaces a view of the same name, renames and deletes", () => {
  const two = withView(withView([], "a", {}), "b", {});
  expect(withView(two, "a", { view: "line" })[0]).toMatchObject({
    id: "1",
    search: { view: "line" },
  });
  expect(withName(two, "2", " c ").map(({ name }) => name)).toEqual(["a", "c"]);
  expect(withName(two, "2", "a")).toBe(two);
  expect(withName(two, "2", " ")).toBe(two);
  expect(withoutView(two, "1").map(({ name }) => name)).toEqual(["b"]);
  expect(withView(withoutView(two, "1"), "c", {}).map(({ id }) => id)).toEqual(["2", "3"]);
});

it("skips what is no view and cleans what is no state", () => {
  expect(kept([null, 7, { id: "1", name: " " }, { name: "x" }])).toEqual([]);
  expect(kept({})).toEqual([]);
  expect(kept([{ id: "1", name: "x", search: { by: ["zzz"], view: "pie" } }])).toEqual([
    { id: "1", name: "x", search: {} },
  ]);
  remember("costs.views", "{");
  expect(readViews()).toEqual([]);
});
