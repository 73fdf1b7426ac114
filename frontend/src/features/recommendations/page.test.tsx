import { screen, waitFor, within } from "@testing-library/react";
import userEvent from "@testing-library/user-event";
import { afterEach, expect, it, vi } from "vitest";
import { blind, check, nothingSaved, plan, recommendation } from "./testing/samples";
import { type Reply, serve, showRecommendations } from "./testing/show";

afterEach(() => {
  vi.unstubAllGlobals();
});

const second = recommendation({
  id: "unused-secret-000000000002",
  check: "unused-secret",
  title: "Secret that nobody reads",
  name: null,
  resource_id: "secret-1",
  monthly_savings: null,
});
const third = recommendation({
  id: "open-port-000000000003",
  title: "Open port",
  name: "red",
  monthly_savings: null,
  saves_money: false,
});
const usage = { days: [], total: 0, resources: 0, until: null, rows: [] };

function reply(path: string): Reply {
  if (path === "savings") return { body: nothingSaved };
  if (path === "checks") {
    return { body: { start: "2026-10-01", end: "2026-10-31", checks: [check()] } };
  }
  if (path === "usage") return { body: usage };
  const unseen = { blind: [blind()], at_stake: [{ amount: "2", currency: "USD" }] };
  return { body: plan({ recommendations: [recommendation(), second, third], ...unseen }) };
}

const list = () => screen.findByRole("table", { name: "Recommendations to do" });

it("says what is saved, what is unknown and what saves none by itself", async () => {
  serve(reply);
  showRecommendations();
  const headline = await screen.findByRole("region", { name: "What can be saved" });
  expect(await within(headline).findByText("$1.50")).toBeVisible();
  expect(headline).toHaveTextContent(/not counting 1 of unknown saving/);
  expect(within(headline).getByText("$2.00")).toBeVisible();
  const rows = within(await list())
    .getAllByRole("row")
    .slice(1);
  expect(rows.map((row) => row.textContent)).toEqual([
    expect.stringContaining("$1.50"),
    expect.stringContaining("unknown"),
    expect.stringContaining("none by itself"),
  ]);
});

it("opens a row with its evidence, commands and price", async () => {
  serve(reply);
  showRecommendations();
  await userEvent.click(within(await list()).getByRole("button", { name: /gp2: blue/ }));
  const detail = await screen.findByRole("region", { name: "Volume of type gp2" });
  expect(detail).toHaveFocus();
  expect(detail).toHaveTextContent(/modify-volume.*iops1,200.*nothingunknown.*\$7\.50.*20%/);
  expect(within(detail).getByText("Estimate")).toBeVisible();
  const source = within(detail).getByRole("link", { name: /docs\.aws\.amazon\.com/ });
  expect(source).toHaveAttribute("rel", "noreferrer");
});

it("dismisses with a reason, says so, and undoes", async () => {
  let held = false;
  const sent: unknown[] = [];
  serve((path, order) => {
    if (path === "decisions") {
      sent.push(order);
      held = !held;
      return { body: { changes: [{ id: second.id, now: null, before: null }] } };
    }
    if (path !== "recommendations") return reply(path);
    return {
      body: held
        ? plan({ set_aside: [second] })
        : plan({ recommendations: [recommendation(), second] }),
    };
  });
  showRecommendations();
  await userEvent.click(within(await list()).getByRole("checkbox", { name: /Secret/ }));
  await userEvent.click(screen.getByRole("button", { name: "Dismiss…" }));
  const dialog = await screen.findByRole("dialog");
  await userEvent.click(within(dialog).getByRole("button", { name: "Dismiss" }));
  expect(within(dialog).getByRole("alert")).toHaveTextContent(/Say why/);
  await userEvent.type(within(dialog).getByRole("textbox", { name: "Why" }), "needed");
  await userEvent.click(within(dialog).getByRole("button", { name: "Dismiss" }));
  expect(await screen.findByText("1 recommendation dismissed")).toBeVisible();
  expect(within(await list()).getAllByRole("row")).toHaveLength(2);
  await userEvent.click(screen.getByRole("button", { name: "Undo" }));
  expect(await screen.findByText(/^Undone: 1 recommendation/)).toBeVisible();
  expect(within(await list()).getAllByRole("row")).toHaveLength(3);
  const about = { recommendations: [second.id], until: null };
  expect(sent).toEqual([
    { ...about, decision: "dismiss", reason: "needed" },
    { ...about, decision: "none", reason: null },
  ]);
});

it("keeps the dialog and says what failed when the server refuses", async () => {
  const refusal = { title: "Invalid parameter", status: 400, detail: "no", request_id: "r-1" };
  serve((path) => (path === "decisions" ? { status: 400, body: refusal } : reply(path)));
  showRecommendations();
  await userEvent.click(within(await list()).getByRole("checkbox", { name: /Open port/ }));
  await userEvent.click(screen.getByRole("button", { name: "Accept…" }));
  const dialog = await screen.findByRole("dialog");
  await userEvent.click(within(dialog).getByRole("button", { name: "Accept" }));
  expect(await within(dialog).findByRole("alert")).toHaveTextContent(/Invalid parameter.*r-1/);
});

it("tells empty by filters from nothing found, and clears the filters", async () => {
  serve(reply);
  const router = showRecommendations("/recommendations?search=nothing+like+it");
  await userEvent.click(await screen.findByRole("button", { name: "Clear filters" }));
  expect(within(await list()).getAllByRole("row")).toHaveLength(4);
  await waitFor(() => {
    expect(router.state.location.search).toEqual({});
  });
});

it("says which command is missing, and nothing else", async () => {
  const problem = { type: "/api/v1/reference#NotFound", title: "Not found", status: 404 };
  const sources = { deliveries: [{}], gaps: [] };
  serve((path) => (path === "sources" ? { body: sources } : { status: 404, body: problem }));
  showRecommendations();
  await waitFor(() => {
    expect(screen.getByText("finops scan")).toBeVisible();
  });
  expect(screen.queryByRole("searchbox")).toBeNull();
});

it("says first how to bring a bill, when there is none", async () => {
  const problem = { type: "/api/v1/reference#NotFound", title: "Not found", status: 404 };
  serve(() => ({ status: 404, body: problem }));
  showRecommendations();
  await waitFor(() => {
    expect(screen.getByText("finops ingest FOLDER")).toBeVisible();
  });
});
