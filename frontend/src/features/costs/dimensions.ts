/** What cost can be grouped and filtered by, in the order a reader looks for it. */
export const dimensionGroups = [
  {
    id: "usual",
    dimensions: [
      "ServiceName",
      "SubAccountName",
      "SubAccountId",
      "RegionId",
      "ServiceCategory",
      "x_UsageType",
      "x_Operation",
      "ResourceId",
    ],
  },
  {
    id: "charge",
    dimensions: [
      "ChargeCategory",
      "x_Movement",
      "x_LineItemType",
      "ChargeClass",
      "ChargeFrequency",
      "PricingCategory",
    ],
  },
  { id: "commitment", dimensions: ["CommitmentDiscountId", "CommitmentDiscountStatus"] },
  {
    id: "billing",
    dimensions: [
      "BillingAccountId",
      "InvoiceId",
      "InvoiceIssuerName",
      "x_BillingEntity",
      "PublisherName",
      "ProviderName",
      "x_ServiceCode",
    ],
  },
] as const;

const columns: ReadonlySet<string> = new Set(
  dimensionGroups.flatMap(({ dimensions }): readonly string[] => dimensions),
);
const keyed = /^(tag|cost_category):(.+)$/;

/** A dimension named by a key of the reader's own: a tag or a cost category. */
export function keyOf(dimension: string): { kind: "tag" | "cost_category"; key: string } | null {
  const [, kind, key = ""] = keyed.exec(dimension) ?? [];
  if (kind === undefined) return null;
  return { kind: kind === "tag" ? "tag" : "cost_category", key };
}

export function isDimension(name: string): boolean {
  return columns.has(name) || keyed.test(name);
}

const closed: ReadonlySet<string> = new Set([
  "ChargeCategory",
  "ChargeClass",
  "ChargeFrequency",
  "CommitmentDiscountStatus",
  "PricingCategory",
  "ServiceCategory",
  "x_Movement",
]);

/** Whether the dimension's values are words of FOCUS, which can be translated. */
export function hasKnownWords(dimension: string): boolean {
  return closed.has(dimension);
}
