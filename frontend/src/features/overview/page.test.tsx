import { screen, waitFor, within } from "@testing-library/react";
import userEvent from "@testing-library/user-event";
import { afterEach, expect, it, vi } from "vitest";
import { answerOf, change, moved, type Parts, row } from "./testing/samples";
import { best, plan } from "./testing/savings";
import { serve, showOverview } from "./testing/show";

vi.mock("../../components/chart/Canvas", () => ({ default: () => <canvas /> }));

afterEach(() => {
  vi.unstubAllGlobals();
});

const region = (name: string) => screen.findByRole("region", { name });

function serveChanged(changed: Partial<Parts>, window = {}) {
  return serve((part) => ({ body: answerOf(part, changed, window) }));
}

it("shows the month with its parts apart and says that it is estimated", async () => {
  serveChanged({});
  showOverview();
  const tile = await region("Spend this month");
  expect(await within(tile).findByText("$14,517.39")).toHaveAttribute(
    "title",
    "$14,517.3937451437",
  );
  expect(tile).toHaveTextContent(/Gross\$14,600.39.*Credits-\$80.00.*Refunds-\$3.00/);
  expect(await within(tile).findByText("Estimated")).toBeVisible();
});

it("never adds two currencies and never shows the unknown as 0", async () => {
  const { headline } = answerOf("headline");
  if (headline === null) throw new Error("no headline");
  const totals = [
    row({ currency: "BRL", amount: "10" }),
    { ...row({ amount: null }), gross: null },
  ];
  serveChanged({ headline: { ...headline, costs: { ...headline.costs, totals } } });
  showOverview();
  const tile = await region("Spend this month");
  expect(await within(tile).findAllByText("R$10.00")).toHaveLength(2);
  expect(within(tile).getAllByText("unknown")).toHaveLength(2);
});

it("states the compared days, and what is missing to compare", async () => {
  const { headline } = answerOf("headline");
  if (headline === null) throw new Error("no headline");
  const unheld = change(null, { currency: "BRL", previous: null, difference: null, ratio: null });
  serveChanged({ headline: { ...headline, change: moved([change(null, {}), unheld]) } });
  showOverview();
  const tile = await region("Against last month");
  expect(await within(tile).findByText("+$2.50")).toBeVisible();
  expect(tile).toHaveTextContent(/\+25%.*Nov 1\$12.50Oct 1\$10.00/);
  expect(tile).toHaveTextContent("There is no bill of the month before");
});

it("says when no day is complete yet", async () => {
  const { headline } = answerOf("headline");
  if (headline === null) throw new Error("no headline");
  const nothing = { headline: { ...headline, change: null }, changes: null };
  serveChanged(nothing, { complete_until: null, last_day: null });
  showOverview();
  const tile = await region("Against last month");
  expect(await within(tile).findByText("No complete day yet")).toBeVisible();
  const changes = await region("Biggest changes");
  expect(await within(changes).findByText(/starts once AWS has delivered/)).toBeVisible();
  expect(
    await within(await region("Data freshness")).findByText("No complete day yet"),
  ).toBeVisible();
});

it("gives no number for the forecast", async () => {
  serveChanged({});
  showOverview();
  const tile = await region("Month forecast");
  expect(await within(tile).findByText("Not built yet")).toBeVisible();
  expect(tile.textContent).not.toMatch(/\d/);
});

it("links every change and every unknown to the explorer", async () => {
  serveChanged({});
  const router = showOverview("/?metric=list");
  const changes = await region("Biggest changes");
  const table = await within(changes).findByRole("table", { name: "Biggest changes" });
  const names = within(table).getAllByRole("row").slice(1);
  expect(names.map((one) => one.textContent)).toEqual([
    expect.stringMatching(/^Amazon S3.*increase \+\$2.50/),
    expect.stringMatching(/^AWS Glue.*decrease −\$2.00/),
    expect.stringMatching(/^AWS Lambda.*unknown/),
  ]);
  const unknowns = await region("What is not known");
  expect(await within(unknowns).findByText("25.1%")).toBeVisible();
  expect(within(unknowns).getAllByRole("link")).toHaveLength(1);
  await userEvent.click(within(unknowns).getByRole("link", { name: "Without the tag team" }));
  await screen.findByText("/costs");
  expect(router.state.location.search).toMatchObject({
    metric: "list",
    filter: "tag:team=(untagged)",
    from: "2026-11-01",
    to: "2026-12-01",
  });
});

it("is glad when nothing is unknown", async () => {
  serveChanged({ unknowns: [] });
  showOverview();
  expect(await screen.findByText("Nothing unknown this month")).toBeVisible();
});

it("names the months without a bill and marks the answer partial", async () => {
  serveChanged({});
  showOverview();
  const months = await region("Last 13 months");
  expect(await within(months).findByText("Partial: 1 of 2")).toBeVisible();
  expect(within(months).getByText("No bill held: Oct 2026")).toBeVisible();
  await userEvent.click(within(months).getByRole("button", { name: "View as table" }));
  expect(within(months).getByRole("row", { name: /Oct 2026/ })).toHaveTextContent("unknown");
});

it("lets one part fail alone, with its request id, and asks for it again", async () => {
  let broken = true;
  serve((part) =>
    part === "daily" && broken
      ? { status: 503, body: { title: "The export is not ready", request_id: "r-9" } }
      : { body: answerOf(part) },
  );
  showOverview();
  const daily = await region("Daily cost by service");
  expect(await within(daily).findByRole("alert")).toHaveTextContent(/not ready.*r-9/);
  expect(await screen.findByText("Not built yet")).toBeVisible();
  expect(screen.getAllByRole("alert")).toHaveLength(1);
  broken = false;
  await userEvent.click(within(daily).getByRole("button", { name: "Try again" }));
  expect(await within(daily).findByRole("img")).toBeVisible();
});

it("says once how to bring the first bill", async () => {
  const problem = { type: "/api/v1/reference#NotFound", title: "Not found", status: 404 };
  serve(() => ({ status: 404, body: problem }));
  showOverview();
  expect(await screen.findByText("finops ingest FOLDER")).toBeVisible();
  expect(screen.getAllByText("finops ingest FOLDER")).toHaveLength(1);
});

it("asks every part in the metric of the address", async () => {
  const asked = serve((part) => ({ body: answerOf(part) }));
  showOverview("/?metric=billed");
  await screen.findByText("What the invoice charges, on the day it charges it.");
  await waitFor(() => {
    expect(asked.filter((one) => one.includes("metric=billed"))).toHaveLength(5);
  });
});

it("counts as usual when the address names no known metric", async () => {
  const asked = serve((part) => ({ body: answerOf(part) }));
  showOverview("/?metric=nonsense");
  await screen.findByText(/^What usage cost/);
  await screen.findByText("Not built yet");
  expect(asked.filter((one) => !one.includes("metric=effective"))).toEqual([]);
});

it("shows what could be saved, and leads to the best of it", async () => {
  const found = [
    best("a"),
    best("b", { monthly_savings: null }),
    best("c", { monthly_savings: null, saves_money: false }),
  ];
  serve(
    (part) => ({ body: answerOf(part) }),
    () => ({ body: plan(found, 7) }),
  );
  const router = showOverview();
  const tile = await region("Possible savings");
  expect(await within(tile).findByText("$4.25")).toBeVisible();
  expect(tile).toHaveTextContent(/7 recommendations.*\$1\.50.*unknown.*none by itself/);
  const [, first] = within(tile).getAllByRole("link");
  if (first !== undefined) await userEvent.click(first);
  await screen.findByText("/recommendations");
  expect(router.state.location.search).toMatchObject({ check: "gp2-volume", open: "a" });
});

it("says which command makes a scan, beside a bill without one", async () => {
  const problem = { type: "/api/v1/reference#NotFound", title: "Not found", status: 404 };
  serve(
    (part) => ({ body: answerOf(part) }),
    () => ({ status: 404, body: problem }),
  );
  showOverview();
  const tile = await region("Possible savings");
  expect(await within(tile).findByText("finops scan")).toBeVisible();
  expect(await screen.findByText("Not built yet")).toBeVisible();
});
