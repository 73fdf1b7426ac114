import { expect, it } from "vitest";
import { formatCompact, formatCount, formatDecimal, formatFigure } from "./numbers";

it("counts in the reader's language", () => {
  expect(formatCount(68900, "pt-BR")).toBe("68.900");
  expect(formatCount(68900, "en")).toBe("68,900");
});

it("keeps every digit of a decimal and adds none", () => {
  expect(formatDecimal("0", "en")).toBe("0");
  expect(formatDecimal("12.14784", "pt-BR")).toBe("12,14784");
  expect(formatDecimal("1234567890123456.000000000001", "en")).toBe(
    "1,234,567,890,123,456.000000000001",
  );
  expect(formatDecimal("-0.5", "en")).toBe("-0.5");
});

it.each([
  ["1739461754880", "1,739,461,754,880"],
  ["1234.56", "1,235"],
  ["24.741019", "24.74"],
  ["0.0041234", "0.00412"],
  ["-0.5", "-0.5"],
  ["0", "0"],
  ["90071992547409931.27", "90,071,992,547,409,931"],
])("shortens the figure %s to %s", (figure, short) => {
  expect(formatFigure(figure, "en")).toBe(short);
});

it("shortens figures on an axis", () => {
  expect(formatCompact(15_181_313_526, "en")).toBe("15.2B");
  expect(formatCompact(0, "pt-BR")).toBe("0");
});
