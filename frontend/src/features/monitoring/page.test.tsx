import { screen, waitFor, within } from "@testing-library/react";
import userEvent from "@testing-library/user-event";
import { expect, it, vi } from "vitest";
import { budget, consumed, dates, series } from "./testing/samples";
import { notFound, type Reply, serve, showMonitoring } from "./testing/show";

vi.mock("../../components/chart/Canvas", () => ({ default: () => <canvas /> }));

const page = { total: 2, limit: 25, offset: 0, next_offset: null };
const rows = [series(), series({ metric: "NetworkIn", statistic: "Sum", days: [null, null, 5] })];
const answers: Readonly<Record<string, unknown>> = {
  usage: { days: dates, total: 2, resources: 1, until: "2026-11-22T23:00:00+00:00", rows, page },
  quantities: {
    days: dates,
    total: 2,
    rows: [consumed(), consumed({ key: "", unit: "Requests", cost: null })],
    page,
  },
  budgets: { rows: [budget(), budget({ name: "spent", actual: "120" })] },
  advice: { total: 0, rows: [], page },
  resources: { total: 0, counts: [], resources: [], page },
};
const reply = (path: string): Reply => ({ body: answers[path] });

it("opens a series below the list, takes the focus there and gives it back", async () => {
  serve(reply);
  const router = showMonitoring();
  const row = await screen.findByRole("button", { name: "web: CPUUtilization, Average" });
  await userEvent.click(row);
  const detail = await screen.findByRole("region", { name: "Use of web" });
  await waitFor(() => {
    expect(detail).toHaveFocus();
  });
  expect(router.state.location.search).toMatchObject({ of: "i-1" });
  expect((await within(detail).findAllByText("12.35"))[0]).toBeVisible();
  const chart = await within(detail).findByRole("img", { name: /^CPUUtilization, Average\. One/ });
  expect(chart).toHaveAccessibleName(/1 day without a measurement\.$/);
  await userEvent.click(within(detail).getByRole("button", { name: "NetworkIn, Sum" }));
  expect(await within(detail).findByRole("img", { name: /^NetworkIn, Sum\. One/ })).toBeVisible();
  await userEvent.click(within(detail).getByRole("button", { name: "Close" }));
  await waitFor(() => {
    expect(screen.queryByRole("region", { name: "Use of web" })).toBeNull();
  });
  expect(row).toHaveFocus();
});

it("tells the quantities apart by unit, and draws the chosen one alone", async () => {
  serve(reply);
  showMonitoring();
  const table = await screen.findByRole("table", { name: "Consumed quantities" });
  const other = within(table).getByRole("row", { name: /^Without a usage type/ });
  expect(other).toHaveTextContent("1,235 Requests");
  expect(other).toHaveTextContent("unknown");
  const own = within(table).getByRole("button", { name: /^TimedStorage/ });
  expect(own).toHaveAttribute("aria-pressed", "true");
  await userEvent.click(within(other).getByRole("button"));
  const chart = await screen.findByRole("img", { name: /\(Requests\)\. Requests per day/ });
  expect(chart).toHaveAccessibleName(/1 day without a line on the bill\.$/);
});

it("says in words how a budget stands", async () => {
  serve(reply);
  showMonitoring();
  const [within80, over] = await screen.findAllByText(/of the limit$/);
  expect(within80).toHaveTextContent("80% of the limit");
  expect(over).toHaveTextContent("120% of the limit");
  expect(screen.getByText("Over the limit")).toBeVisible();
});

it("tells that nothing was ever collected from that AWS told nothing", async () => {
  serve((path) => (path === "budgets" ? { body: { rows: [] } } : reply(path)));
  showMonitoring();
  expect(await screen.findByText(/^The last collection brought no advice/)).toBeVisible();
  expect(await screen.findByText(/^The last collection brought no budget/)).toBeVisible();
});

it("says which command collects, keeps the bill, and offers no filter, before a collection", async () => {
  serve((path) => {
    if (path === "usage") return notFound;
    return path === "budgets" ? { body: { rows: [] } } : reply(path);
  });
  showMonitoring();
  await waitFor(() => {
    expect(screen.getAllByText("finops collect")).toHaveLength(3);
  });
  expect(screen.getByRole("table", { name: "Consumed quantities" })).toBeVisible();
  expect(screen.queryByRole("searchbox")).toBeNull();
});

it("lives on when one widget fails", async () => {
  serve((path) => (path === "quantities" ? { status: 500, body: {} } : reply(path)));
  showMonitoring();
  expect(await screen.findByRole("alert")).toBeVisible();
  expect(await screen.findByText("Over the limit")).toBeVisible();
  const row = await screen.findByRole("button", { name: "web: CPUUtilization, Average" });
  expect(row).toBeVisible();
});
