import type { PropertyFilterProps } from "@cloudscape-design/components/property-filter";
import { type CostFilter, canFilter, mostFilters } from "../filters";

type Token = PropertyFilterProps.Token;

export function tokensOf(filters: readonly CostFilter[]): readonly Token[] {
  return filters.map(({ dimension, values, negated }) => ({
    propertyKey: dimension,
    operator: negated ? "!=" : "=",
    value: [...values],
  }));
}

/** The filters that tokens say; what the API has no words for is left out. */
export function filtersOf(tokens: readonly Token[]): readonly CostFilter[] {
  const filters = tokens.flatMap(({ propertyKey, operator, value }): CostFilter[] => {
    if (propertyKey === undefined) return [];
    const all: unknown[] = Array.isArray(value) ? value : [value];
    const values = all.filter((one) => typeof one === "string");
    const sayable = values.filter((one) => canFilter(propertyKey, one));
    return sayable.length === 0
      ? []
      : [{ dimension: propertyKey, values: sayable, negated: operator === "!=" }];
  });
  return filters.slice(0, mostFilters);
}
