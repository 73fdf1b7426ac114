import { describe, expect, it } from "vitest";
import { formatExact, formatMoney, formatPercent } from "./money";

const plain = (text: string) => text.replaceAll("\u00a0", " ");

describe("money for the reader", () => {
  it("follows the language", () => {
    expect(plain(formatMoney("1234.56", "USD", "pt-BR"))).toBe("US$ 1.234,56");
    expect(formatMoney("1234.56", "USD", "en")).toBe("$1,234.56");
    expect(plain(formatMoney("-3", "BRL", "pt-BR"))).toBe("-R$ 3,00");
    expect(formatMoney("1234.5", "JPY", "en")).toBe("¥1,234");
  });

  it("keeps amounts no float can hold", () => {
    expect(formatMoney("90071992547409931.27", "USD", "en")).toBe("$90,071,992,547,409,931.27");
  });

  it("tells tiny from zero", () => {
    expect(plain(formatMoney("0.004", "USD", "pt-BR"))).toBe("< US$ 0,01");
    expect(formatMoney("-0.0001", "USD", "en")).toBe("> -$0.01");
    expect(formatMoney("0.0000", "USD", "en")).toBe("$0.00");
    expect(formatMoney("-0.00", "USD", "en")).toBe("$0.00");
  });

  it("shows every digit when asked", () => {
    expect(formatExact("0.00012345", "USD", "en")).toBe("$0.00012345");
    expect(formatExact("1E-7", "USD", "en")).toBe("$0.0000001");
  });

  it("shows ratios as percentages", () => {
    expect(formatPercent(0.1254, "pt-BR")).toBe("12,5%");
  });
});
