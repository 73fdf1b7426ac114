import { render, screen } from "@testing-library/react";
import { expect, it } from "vitest";
import { Sparkline } from "./Sparkline";
import { drawingOf } from "./spark";

const week = ["2026-11-01", "2026-11-02", "2026-11-03", "2026-11-04", "2026-11-05"];

it("breaks the line where a day has no value, and draws a lone day as a dot", () => {
  const { lines, dots } = drawingOf([1, 2, null, 4, null]);
  expect(lines).toHaveLength(1);
  expect(lines[0]?.split(" ")).toHaveLength(2);
  expect(dots).toHaveLength(1);
  expect(dots[0]?.[1]).toBe(3);
});

it("keeps zero within the scale, at the bottom", () => {
  expect(drawingOf([0, 0]).lines).toEqual(["3.0,25.0 113.0,25.0"]);
  expect(drawingOf([8, 8]).lines).toEqual(["3.0,3.0 113.0,3.0"]);
  expect(drawingOf([null, null])).toEqual({ lines: [], dots: [] });
});

it("says in words what it draws", () => {
  render(<Sparkline days={[1, 9, null, 4, 4]} dates={week} gaps="measured" />);
  const name = "Nov 1 to Nov 5: from 1 to 9, last 4. 1 day without a measurement.";
  expect(screen.getByRole("img", { name })).toBeInTheDocument();
});

it("says so when no day has a value", () => {
  render(<Sparkline days={[null, null]} dates={week.slice(0, 2)} gaps="billed" />);
  const name = "2 days without a line on the bill.";
  expect(screen.getByRole("img", { name })).toBeInTheDocument();
});
