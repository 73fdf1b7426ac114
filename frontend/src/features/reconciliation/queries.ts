import { api, useApi } from "../../lib/api/client";
import type { components } from "../../lib/api/schema";
import type { MonthSpan } from "./months";

type Schemas = components["schemas"];
export type Reconciliation = Schemas["ReconciliationDocument"];
export type Check = Schemas["ReconciliationDocument"]["checks"][number];
export type InvoiceAnswer = Schemas["CostsPage"];

export const invoiceKeys = ["InvoiceId", "InvoiceIssuerName", "BillingAccountId"];
const most = 10_000;

/** Every identity on every bill; the first answer takes seconds. */
export function useReconciliation() {
  return useApi<Reconciliation>(["reconciliation"], (signal) =>
    api.GET("/api/v1/reconciliation", { signal }),
  );
}

/** The deliveries held: they say which months there are. */
export function useHeld() {
  return useApi<Schemas["SourcesDocument"]>(["sources"], (signal) =>
    api.GET("/api/v1/sources", { signal }),
  );
}

/** What was billed per invoice in some months. */
export function useInvoices({ from, to }: MonthSpan) {
  return useApi<InvoiceAnswer>(["costs", "invoices", from, to], (signal) =>
    api.GET("/api/v1/costs", {
      params: {
        query: {
          by: invoiceKeys,
          metric: "billed",
          granularity: "month",
          from,
          to,
          limit: most,
        },
      },
      signal,
    }),
  );
}
