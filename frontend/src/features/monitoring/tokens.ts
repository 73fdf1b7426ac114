import type { PropertyFilterProps } from "@cloudscape-design/components/property-filter";
import { isProperty, type Property, properties } from "./choices";

type Token = PropertyFilterProps.Token;
export type Chosen = Partial<Record<Property, readonly string[] | undefined>>;

/** A token per property: it holds for any of its values. */
export function tokensOf(chosen: Chosen): readonly Token[] {
  return properties.flatMap((propertyKey) => {
    const values = chosen[propertyKey] ?? [];
    return values.length === 0 ? [] : [{ propertyKey, operator: "=", value: [...values] }];
  });
}

/** The values that tokens choose of each property; undefined chooses all. */
export function chosenOf(tokens: readonly Token[]): Chosen {
  const lists = new Map<Property, string[]>();
  for (const { propertyKey, value } of tokens) {
    if (!isProperty(propertyKey)) continue;
    const all: unknown[] = Array.isArray(value) ? value : [value];
    const words = all.filter((one) => typeof one === "string" && one !== "").map(String);
    lists.set(propertyKey, [...(lists.get(propertyKey) ?? []), ...words]);
  }
  return Object.fromEntries(
    properties.map((property) => {
      const values = [...new Set(lists.get(property) ?? [])];
      return [property, values.length === 0 ? undefined : values];
    }),
  );
}
