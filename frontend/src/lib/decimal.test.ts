import { describe, expect, it } from "vitest";
import { addDecimals, compareDecimals, ratio, roundDecimal, subtractDecimals } from "./decimal";

describe("decimal strings", () => {
  it("adds without losing a digit", () => {
    expect(addDecimals("0.1", "0.2")).toBe("0.3");
    expect(addDecimals("9007199254740993", "0.0000000001")).toBe("9007199254740993.0000000001");
    expect(addDecimals()).toBe("0");
  });

  it("reads signs and exponents", () => {
    expect(addDecimals("1E-7", "-2e3")).toBe("-1999.9999999");
    expect(subtractDecimals("1", "1.25")).toBe("-0.25");
  });

  it("compares by value, not by text", () => {
    expect(compareDecimals("10", "9.99")).toBe(1);
    expect(compareDecimals("1.50", "1.5")).toBe(0);
    expect(compareDecimals("-2", "-1")).toBe(-1);
  });

  it.each([
    ["2.345", "2.34"],
    ["2.355", "2.36"],
    ["2.3450001", "2.35"],
    ["-2.345", "-2.34"],
    ["7", "7.00"],
    ["0.995", "1.00"],
  ])("rounds %s half to even: %s", (amount, rounded) => {
    expect(roundDecimal(amount, 2)).toBe(rounded);
  });

  it("has no ratio for the unknown or for zero", () => {
    expect(ratio("1", "8")).toBe(0.125);
    expect(ratio(null, "8")).toBeNull();
    expect(ratio("1", "0.00")).toBeNull();
  });

  it("refuses what is not a decimal", () => {
    expect(() => addDecimals("1,5")).toThrow(RangeError);
  });
});
