import { expect, it } from "vitest";
import { formatCount, formatDecimal } from "./numbers";

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
