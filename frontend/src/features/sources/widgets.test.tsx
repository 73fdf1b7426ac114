import { render, screen } from "@testing-library/react";
import { expect, it } from "vitest";
import type { WidgetState } from "../../components/widget";
import { AddSource } from "./AddSource";
import { Gaps } from "./Gaps";
import { Notices } from "./Notices";
import type { Delivery, Sources } from "./queries";

function ready(over: Partial<Sources>): WidgetState<Sources> {
  return { kind: "ready", data: { deliveries: [], gaps: [], ...over }, notes: {} };
}

it("names the months that are missing, whose, and what to do", () => {
  const gaps = [
    { billing_period: "2026-03", payer_account_id: null },
    { billing_period: "2026-06", payer_account_id: "111122223333" },
  ];
  render(<Gaps state={ready({ gaps })} />);
  const region = screen.getByRole("region", { name: "Missing months" });
  expect(region).toHaveTextContent("Mar 2026 no payer's bill is held");
  expect(region).toHaveTextContent("Jun 2026 the bill of payer 111122223333 is missing");
  expect(region).toHaveTextContent("finops ingest FOLDER");
});

it("shows notices in the words of the server, and roundings to the last digit", () => {
  const delivery: Delivery = {
    export: "finops-cur2",
    delivery_id: "d",
    payer_account_id: "111122223333",
    billing_period: "2026-10",
    shape: "CUR 2.0 parquet",
    currency: "USD",
    lines: 10,
    estimated_lines: 0,
    state: "final",
    is_current: true,
    delivered_at: "2026-11-03T00:00:00+00:00",
    ingested_at: "2026-11-03T01:00:00+00:00",
    roundings: [
      { column: "cost", values: 12034, amount: "0.000000004321" },
      { column: "net_cost", values: 3, amount: null },
    ],
    notices: [{ key: "unmapped-service", text: "Service without a FOCUS name" }],
  };
  render(<Notices state={ready({ deliveries: [delivery] })} />);
  const name = "Oct 2026, payer 111122223333, finops-cur2";
  expect(screen.getByRole("heading", { level: 3, name })).toBeVisible();
  expect(screen.getByText("Service without a FOCUS name")).toBeVisible();
  expect(screen.getByRole("row", { name: "cost 12,034 0.000000004321" })).toBeVisible();
  expect(screen.getByRole("row", { name: "net_cost 3 unknown" })).toBeVisible();
});

it("always says how to add data", () => {
  render(<AddSource />);
  expect(screen.getByText("finops export setup --bucket BUCKET")).toBeVisible();
  expect(screen.getAllByRole("button", { name: "Copy command" })).toHaveLength(3);
});
