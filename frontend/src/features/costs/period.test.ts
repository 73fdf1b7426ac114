import { describe, expect, it } from "vitest";
import {
  daysBetween,
  daysOf,
  formatMonths,
  formatRange,
  isWholeMonths,
  monthsOf,
  presetOf,
  presets,
  rangeOf,
} from "./period";

const on = "2026-03-05";

describe("periods", () => {
  it.each([
    ["this-month", "2026-03-01", "2026-04-01"],
    ["last-month", "2026-02-01", "2026-03-01"],
    ["last-7", "2026-02-26", "2026-03-05"],
    ["last-30", "2026-02-03", "2026-03-05"],
    ["last-3-months", "2025-12-01", "2026-03-01"],
    ["last-6-months", "2025-09-01", "2026-03-01"],
    ["last-12-months", "2025-03-01", "2026-03-01"],
  ] as const)("%s is half-open", (preset, from, to) => {
    expect(rangeOf(preset, on)).toEqual({ from, to });
  });

  it("are recognised again", () => {
    expect(presets.map((preset) => presetOf(rangeOf(preset, on), on))).toEqual(presets);
    expect(presetOf({ from: "2026-03-01", to: "2026-03-04" }, on)).toBeNull();
  });

  it("list their days and months", () => {
    expect(daysOf({ from: "2026-02-27", to: "2026-03-02" })).toEqual([
      "2026-02-27",
      "2026-02-28",
      "2026-03-01",
    ]);
    expect(monthsOf({ from: "2025-12-31", to: "2026-02-01" })).toEqual(["2025-12", "2026-01"]);
    expect(daysBetween("2024-02-01", "2024-03-01")).toBe(29);
  });

  it("say whether they mean bills or days, and which", () => {
    expect(isWholeMonths({ from: "2026-01-01", to: "2026-03-01" })).toBe(true);
    expect(isWholeMonths({ from: "2026-01-02", to: "2026-03-01" })).toBe(false);
    expect(formatRange({ from: "2026-11-01", to: "2026-12-01" }, "en")).toBe("Nov 2026");
    expect(formatRange({ from: "2026-11-01", to: "2026-12-01" }, "pt-BR")).toBe("nov. de 2026");
    expect(formatRange({ from: "2026-11-05", to: "2026-11-16" }, "pt-BR")).toMatch(/^5.*15 de nov/);
  });

  it("join months that follow one another", () => {
    const months = ["2026-02", "2025-12", "2026-01", "2026-01", "2026-05"];
    expect(formatMonths(months, "en")).toHaveLength(2);
    expect(formatMonths(months, "en").at(-1)).toBe("May 2026");
  });
});
