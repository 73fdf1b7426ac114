/** What the metrics can be filtered by. */
export const properties = ["service", "account", "region", "metric"] as const;
export type Property = (typeof properties)[number];

export const orders = ["name", "least", "most"] as const;
export type Order = (typeof orders)[number];

/** What consumed quantities are told by. */
export const bys = ["usage_type", "service", "resource"] as const;
export type By = (typeof bys)[number];
export const usualBy: By = "usage_type";

export function isProperty(value: unknown): value is Property {
  return properties.some((one) => one === value);
}

export function isOrder(value: unknown): value is Order {
  return orders.some((one) => one === value);
}

export function isBy(value: unknown): value is By {
  return bys.some((one) => one === value);
}
