import { compareDecimals } from "../../lib/decimal";
import type { InvoiceAnswer } from "./queries";

export type InvoiceRow = {
  readonly key: string;
  readonly month: string;
  /** Null: the charges have no invoice yet. */
  readonly invoice: string | null;
  readonly issuer: string | null;
  readonly payer: string;
  readonly currency: string;
  readonly charges: string | null;
  readonly credits: string | null;
  readonly refunds: string | null;
  readonly billed: string | null;
};

/** How the API names a dimension that a charge does not have. */
const none = "(none)";
const named = (value: string | undefined) =>
  value === undefined || value === none || value === "" ? null : value;

function byAmount(a: string | null, b: string | null): number {
  if (a === null || b === null) return Number(a === null) - Number(b === null);
  return compareDecimals(b, a);
}

/** The newest month first and, in a month, the largest total first. */
export function invoiceRows({ rows }: Pick<InvoiceAnswer, "rows">): readonly InvoiceRow[] {
  return rows
    .map((row) => ({
      key: [row.bucket, row.currency, ...Object.values(row.keys)].join("|"),
      month: (row.bucket ?? "").slice(0, 7),
      invoice: named(row.keys.InvoiceId),
      issuer: named(row.keys.InvoiceIssuerName),
      payer: row.keys.BillingAccountId ?? "",
      currency: row.currency,
      charges: row.gross,
      credits: row.credits,
      refunds: row.refunds,
      billed: row.after_credits,
    }))
    .sort((a, b) => b.month.localeCompare(a.month) || byAmount(a.billed, b.billed));
}
