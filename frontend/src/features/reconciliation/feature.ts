import { defineFeature } from "../../lib/feature";
import { one, type RawSearch } from "../../lib/search-params";

/** `month` (YYYY-MM) keeps only the invoices of that month. */
export type ReconciliationSearch = { readonly month?: string };

function validateSearch(search: RawSearch): ReconciliationSearch {
  const month = one(search.month);
  return month !== undefined && /^\d{4}-(0[1-9]|1[0-2])$/.test(month) ? { month } : {};
}

export const feature = defineFeature<ReconciliationSearch>({
  id: "reconciliation",
  path: "/reconciliation",
  level: "visibility",
  order: 3,
  titleKey: "reconciliation:title",
  shortcut: "r",
  component: () => import("./page"),
  validateSearch,
});
