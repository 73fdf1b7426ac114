import { render, screen } from "@testing-library/react";
import userEvent from "@testing-library/user-event";
import { expect, it, vi } from "vitest";
import { Chart } from "./Chart";
import { coloursOf, paletteOf } from "./colours";
import { optionOf } from "./option";
import { tooltipOf } from "./tooltip";
import type { ChartFacts } from "./types";

vi.mock("./Canvas", () => ({ default: () => <canvas /> }));

const facts: ChartFacts = {
  kind: "stacked-bar",
  categories: ["2025-03-01", "2025-03-02"],
  categoryKind: "day",
  currency: "USD",
  partial: ["2025-03-02"],
  series: [
    { id: "ec2", name: "Amazon EC2", values: ["0.1", "1.005"] },
    { id: "s3", name: "Amazon S3", values: ["0.2", null] },
    { id: "others", name: "Others", values: ["0", "0"], others: true },
  ],
};
const words = { total: "Total", partial: "incomplete data", unknown: "unknown" };

it("is a picture with words, and a table of the exact figures on demand", async () => {
  render(<Chart {...facts} label="Daily cost" summary="Two days of March" />);
  expect(screen.getByRole("img", { name: "Daily cost. Two days of March" })).toBeVisible();
  await userEvent.click(screen.getByRole("button", { name: "View as table" }));
  expect(screen.getByRole("row", { name: /Mar 2, 2025 \(incomplete data\)/ })).toHaveTextContent(
    "unknown",
  );
  expect(screen.getByText("$0.10")).toBeVisible();
});

it("sums the tooltip exactly and leaves zeros out", () => {
  const tip = tooltipOf(facts, 0, ["#111111", "#222222", "#333333"], "en", words);
  expect(tip.textContent).toContain("Total$0.30");
  expect(tip.textContent).not.toContain("Others");
  expect(tooltipOf(facts, 1, [], "en", words).textContent).toContain("incomplete data");
});

it("keeps the neutral colour for the others", () => {
  const palette = paletteOf(true);
  expect(coloursOf(facts.series, palette).at(-1)).toBe(palette.others);
});

it("hatches incomplete days and leaves a gap for the unknown", () => {
  const look = { dark: false, still: true, language: "en" as const, font: "x", words };
  const option = JSON.parse(JSON.stringify(optionOf(facts, look))) as {
    series: { data: unknown[] }[];
  };
  expect(option.series[0]?.data[0]).toBe(0.1);
  expect(option.series[0]?.data[1]).toMatchObject({ itemStyle: { decal: { symbol: "rect" } } });
  expect(option.series[1]?.data[1]).toMatchObject({ value: null });
});

const measured: ChartFacts = {
  kind: "line",
  categories: ["2025-03-01", "2025-03-02"],
  categoryKind: "day",
  currency: null,
  unit: "GB",
  series: [{ id: "in", name: "BytesIn", values: ["0", null] }],
};

it("says what is no money as a figure in its unit, also when the only one is zero", async () => {
  expect(tooltipOf(measured, 0, [], "en", words).textContent).toContain("BytesIn0 GB");
  render(<Chart {...measured} label="Bytes" summary="Two days of March" />);
  await userEvent.click(screen.getByRole("button", { name: "View as table" }));
  expect(screen.getByRole("row", { name: /Mar 1/ })).toHaveTextContent(/0 GB$/);
  expect(screen.getByRole("row", { name: /Mar 2/ })).toHaveTextContent(/unknown$/);
});
