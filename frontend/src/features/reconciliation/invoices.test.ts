import { describe, expect, it } from "vitest";
import { openTotals } from "./estimated";
import { feature } from "./feature";
import { invoiceRows } from "./invoices";
import { heldMonths, monthsIn, nextMonth, spanOf } from "./months";
import type { InvoiceAnswer } from "./queries";

type Row = InvoiceAnswer["rows"][number];
const row = (bucket: string, invoice: string, billed: string | null): Row => ({
  bucket,
  keys: { InvoiceId: invoice, InvoiceIssuerName: "(none)", BillingAccountId: "111122223333" },
  currency: "USD",
  gross: billed,
  credits: "0",
  refunds: "0",
  after_credits: billed,
});

describe("invoices", () => {
  it("come newest month first and largest first, by value and not by text", () => {
    const rows = invoiceRows({
      rows: [
        row("2026-10-01", "a", "9.5"),
        row("2026-10-01", "b", "10"),
        row("2026-10-01", "c", null),
        row("2026-11-01", "(none)", "1"),
      ],
    });
    expect(rows.map((one) => one.invoice)).toEqual([null, "b", "a", "c"]);
    expect(rows[0]).toMatchObject({ month: "2026-11", issuer: null, billed: "1" });
    expect(rows.at(-1)?.billed).toBeNull();
  });

  it("have keys of their own", () => {
    const rows = invoiceRows({ rows: [row("2026-10-01", "a", "1"), row("2026-11-01", "a", "1")] });
    expect(new Set(rows.map((one) => one.key)).size).toBe(2);
  });
});

describe("months", () => {
  const deliveries = [
    { billing_period: "2025-11", is_current: true },
    { billing_period: "2026-01", is_current: true },
    { billing_period: "2026-01", is_current: true },
    { billing_period: "2026-02", is_current: false },
  ];

  it("are those of the deliveries that count", () => {
    expect(heldMonths(deliveries)).toEqual(["2026-01", "2025-11"]);
  });

  it("span from the first to the last, or the one that was chosen", () => {
    const held = heldMonths(deliveries);
    expect(spanOf(held, undefined)).toEqual({ from: "2025-11", to: "2026-02" });
    expect(spanOf(held, "2025-12")).toEqual({ from: "2025-12", to: "2026-01" });
    expect(spanOf([], undefined)).toBeNull();
    expect(monthsIn({ from: "2025-11", to: "2026-02" })).toBe(3);
  });

  it("follow one another over the year", () => {
    expect(nextMonth("2026-09")).toBe("2026-10");
    expect(nextMonth("2025-12")).toBe("2026-01");
  });

  it("come from the address only when they are months", () => {
    expect(feature.validateSearch?.({ month: "2026-10" })).toEqual({ month: "2026-10" });
    expect(feature.validateSearch?.({ month: "2026-13" })).toEqual({});
    expect(feature.validateSearch?.({ month: ["x"] })).toEqual({});
  });
});

it("adds open lines per currency, and keeps the unknown unknown", () => {
  const line = (billed: string | null, currency = "USD") => ({ billed, currency, lines: 2 });
  expect(openTotals([line("0.1"), line("0.2"), line(null, "BRL")])).toEqual({
    lines: 6,
    amounts: [
      { currency: "BRL", amount: null },
      { currency: "USD", amount: "0.3" },
    ],
  });
});
