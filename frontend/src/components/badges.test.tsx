import { render, screen } from "@testing-library/react";
import userEvent from "@testing-library/user-event";
import { expect, it } from "vitest";
import { CopyCommand } from "./CopyCommand";
import { Freshness } from "./Freshness";
import { PageHeader } from "./PageHeader";
import { ShareLink } from "./ShareLink";

const now = new Date("2025-03-10T12:00:00Z");

it("says how old the figures are and when that is too old", () => {
  const { rerender } = render(<Freshness at="2025-03-10T09:00:00Z" now={now} />);
  expect(screen.getByText("Updated 3 hours ago")).toBeVisible();
  rerender(<Freshness at="2025-03-07T12:00:00Z" now={now} />);
  expect(screen.getByText("Out of date: 3 days ago")).toBeVisible();
  rerender(<Freshness at={null} now={now} />);
  expect(screen.getByText("Delivery date unknown")).toBeVisible();
});

it("names the tab after the page", () => {
  render(<PageHeader title="Costs" />);
  expect(document.title).toBe("Costs · Lastro");
  expect(screen.getByRole("heading", { level: 1 })).toHaveTextContent("Costs");
});

it("copies the command", async () => {
  const user = userEvent.setup();
  render(<CopyCommand command="finops ingest FOLDER" />);
  await user.click(screen.getByRole("button", { name: "Copy command" }));
  expect(await navigator.clipboard.readText()).toBe("finops ingest FOLDER");
});

it("copies the address with its language", async () => {
  const user = userEvent.setup();
  render(<ShareLink />);
  await user.click(screen.getByRole("button", { name: "Copy link" }));
  expect(await navigator.clipboard.readText()).toContain("lang=en");
});
