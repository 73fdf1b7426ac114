import { render, screen, within } from "@testing-library/react";
import userEvent from "@testing-library/user-event";
import { expect, it } from "vitest";
import { Headline } from "./Headline";
import { Identities } from "./Identities";
import type { Check, Reconciliation } from "./queries";

const check: Check = {
  identity: "plan",
  title: "Savings Plan per hour",
  verdict: "exact",
  payer_account_id: "111122223333",
  billing_period: "2026-10",
  currency: "USD",
  groups: 4,
  off: 0,
  residue: "0",
  worst: "arn:aws:savingsplans::1",
};

function ready(...checks: Partial<Check>[]) {
  const data: Reconciliation = {
    holds: !checks.some(({ verdict }) => verdict === "failed"),
    checks: checks.map((over) => ({ ...check, ...over })),
    estimated: [],
    input_rounding: [],
  };
  return { kind: "ready", data, notes: {} } as const;
}

it("says that the ledger equals the bill and what was not compared", () => {
  render(
    <Headline state={ready({}, { identity: "invoice", verdict: "not checked", groups: 0 })} />,
  );
  const region = screen.getByRole("region", { name: "Verdict" });
  expect(region).toHaveTextContent("The ledger equals the bill");
  expect(region).toHaveTextContent("not compared with your invoices");
  expect(region).toHaveTextContent("finops serve --controls invoices.csv");
});

it("names what failed, where and by how much", () => {
  render(<Headline state={ready({ verdict: "failed", off: 3, residue: "1.234567890123" })} />);
  const region = screen.getByRole("region", { name: "Verdict" });
  expect(region).toHaveTextContent("1 identity failed");
  expect(region).toHaveTextContent("Oct 2026, payer 111122223333: 3 of 4 groups are off");
  expect(region).toHaveTextContent("1.234567890123 USD");
});

it("says nothing was checked instead of a verdict about nothing", () => {
  render(<Headline state={ready()} />);
  expect(screen.getByText("Nothing was checked")).toBeVisible();
});

it("opens an identity into what it means and its bills", async () => {
  render(<Identities state={ready({}, { billing_period: "2026-11", off: 1, residue: "2" })} />);
  const opener = screen.getByRole("button", { name: "Savings Plan per hour" });
  expect(opener).toHaveAttribute("aria-expanded", "false");
  await userEvent.click(opener);
  expect(opener).toHaveAttribute("aria-expanded", "true");
  expect(screen.getByText(/used plus what went unused/)).toBeVisible();
  const bills = screen.getByRole("table", { name: "Per bill: Savings Plan per hour" });
  expect(within(bills).getAllByRole("row")).toHaveLength(3);
  expect(within(bills).getAllByText("arn:aws:savingsplans::1")).toHaveLength(1);
});

it("says what to give for an identity that was not checked", async () => {
  render(<Identities state={ready({ verdict: "not checked", groups: 0 })} />);
  expect(screen.getByText("nothing compared")).toBeVisible();
  await userEvent.click(screen.getByRole("button", { name: "Savings Plan per hour" }));
  expect(screen.getByText("finops reconcile --controls invoices.csv")).toBeVisible();
});
