import type { PropertyFilterProps } from "@cloudscape-design/components/property-filter";
import { type Chosen, isProperty, type Property } from "./choices";

type Token = PropertyFilterProps.Token;

/** One token per filtered property; it holds for any of its values. */
export function tokensOf(chosen: Chosen, offered: readonly Property[]): readonly Token[] {
  return offered.flatMap((propertyKey): Token[] => {
    const value = chosen[propertyKey];
    return value === undefined ? [] : [{ propertyKey, operator: "=", value: [...value] }];
  });
}

/** What the tokens say; of a property that is not offered nothing changes. */
export function chosenOf(tokens: readonly Token[], offered: readonly Property[]) {
  const said = new Map<Property, readonly string[]>();
  for (const { propertyKey, value } of tokens) {
    if (!isProperty(propertyKey)) continue;
    const values: unknown[] = Array.isArray(value) ? value : [value];
    const texts = values.filter((one) => typeof one === "string" && one !== "").map(String);
    const all = [...new Set([...(said.get(propertyKey) ?? []), ...texts])];
    if (all.length > 0) said.set(propertyKey, all);
  }
  return Object.fromEntries(offered.map((one) => [one, said.get(one)])) as {
    [One in Property]?: readonly string[] | undefined;
  };
}
