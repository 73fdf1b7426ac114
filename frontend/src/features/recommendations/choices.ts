/** What recommendations can be filtered by. */
export const properties = [
  "family",
  "check",
  "account",
  "region",
  "action",
  "confidence",
  "effort",
] as const;
export type Property = (typeof properties)[number];
export type Chosen = { readonly [One in Property]?: readonly string[] };

/** The lists of the page: the plan, and what is not in it. */
export const shows = ["todo", "aside", "rejected", "aws", "realized"] as const;
export type Show = (typeof shows)[number];
export const usualShow: Show = "todo";

/** By saving; else best first, as the API has it. */
export const orders = ["most", "least"] as const;
export type Order = (typeof orders)[number];

const placed: readonly Property[] = ["account", "region"];
const offered: Readonly<Record<Show, readonly Property[]>> = {
  todo: properties,
  aside: properties,
  rejected: ["check", ...placed],
  aws: placed,
  realized: ["check", ...placed],
};

/** What is known of every row of a list, so that it can be filtered by it. */
export function propertiesOf(show: Show): readonly Property[] {
  return offered[show];
}

export function isProperty(value: unknown): value is Property {
  return properties.some((one) => one === value);
}

export function isShow(value: unknown): value is Show {
  return shows.some((one) => one === value);
}

export function isOrder(value: unknown): value is Order {
  return orders.some((one) => one === value);
}
