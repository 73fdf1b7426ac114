import { render, screen } from "@testing-library/react";
import { expect, it } from "vitest";
import { Money } from "./Money";

it("shows the unknown as unknown, never as zero", () => {
  render(<Money amount={null} currency="USD" />);
  expect(screen.getByText("unknown")).toHaveAttribute("title", expect.stringContaining("not zero"));
});

it("rounds on screen and keeps every digit in the tooltip", () => {
  render(<Money amount="12.34567" currency="USD" />);
  expect(screen.getByText("$12.35")).toHaveAttribute("title", "$12.34567");
});
