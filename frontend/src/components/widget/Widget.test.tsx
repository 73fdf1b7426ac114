import { render, screen } from "@testing-library/react";
import userEvent from "@testing-library/user-event";
import { expect, it, vi } from "vitest";
import { Problem } from "../../lib/api/problem";
import type { WidgetState } from "./state";
import { useWidget } from "./useWidget";
import { Widget } from "./Widget";

const problem = new Problem({
  type: "export-not-ready",
  title: "The export is not ready",
  status: 503,
  detail: "s3 has no manifest",
  fix: "Wait a day",
  request_id: "r-7",
});

function show(state: WidgetState<string>) {
  render(
    <Widget title="Daily cost" height={200} state={state}>
      {(word) => <p>{word}</p>}
    </Widget>,
  );
  return screen.getByRole("region", { name: "Daily cost" });
}

it("is busy while loading", () => {
  expect(show({ kind: "loading" })).toHaveAttribute("aria-busy", "true");
  expect(screen.getByRole("status", { name: "Loading" })).toBeVisible();
});

it("gives the command that brings a source", () => {
  show({ kind: "no-source", command: "finops ingest FOLDER" });
  expect(screen.getByText("finops ingest FOLDER")).toBeVisible();
});

it("offers to clear filters that left nothing", async () => {
  const onClear = vi.fn();
  show({ kind: "filtered-empty", onClear });
  await userEvent.click(screen.getByRole("button", { name: "Clear filters" }));
  expect(onClear).toHaveBeenCalledOnce();
});

it("says what failed, what to do and under which id", async () => {
  const onRetry = vi.fn();
  show({ kind: "error", problem, onRetry });
  expect(screen.getByRole("alert")).toHaveTextContent(/not ready.*manifest.*Wait a day.*r-7/);
  await userEvent.click(screen.getByRole("button", { name: "Try again" }));
  expect(onRetry).toHaveBeenCalledOnce();
});

it("shows figures with what is to be said about them", () => {
  const partial = { have: 2, of: 3, missing: ["444455556666"] };
  show({ kind: "ready", data: "42", notes: { partial, estimated: true } });
  expect(screen.getByText("42")).toBeVisible();
  expect(screen.getByText("Partial: 2 of 3")).toHaveAttribute("title", "Missing: 444455556666");
  expect(screen.getByText("Estimated")).toBeVisible();
});

const refetch = vi.fn();

it("keeps old figures when a refresh fails", () => {
  const state = useWidget({ data: "42", error: problem, dataUpdatedAt: 0, refetch });
  expect(state).toMatchObject({
    kind: "ready",
    notes: { staleSince: "1970-01-01T00:00:00.000Z" },
  });
});

it("tells a missing source from a failure", () => {
  const noSource = ({ problem: found }: { problem?: Problem }) =>
    found?.type === "export-not-ready" ? "finops ingest FOLDER" : null;
  const query = { data: undefined, error: problem, dataUpdatedAt: 0, refetch };
  expect(useWidget(query, { noSource }).kind).toBe("no-source");
  expect(useWidget(query).kind).toBe("error");
});

it("tells empty by filters from figures", () => {
  const query = { data: "", error: null, dataUpdatedAt: 0, refetch };
  const rules = { isEmpty: (word: string) => word === "", onClear: vi.fn() };
  expect(useWidget(query, rules).kind).toBe("filtered-empty");
});
