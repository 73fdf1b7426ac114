import type { PropertyFilterProps } from "@cloudscape-design/components/property-filter";
import { canSay, mostFilters, parseWhere, printWhere, type Where } from "./where";

type Token = PropertyFilterProps.Token;

/** Cloudscape writes "contains" as a colon. */
const contains = ":";

export function tokensOf(where: readonly string[]): readonly Token[] {
  return where.flatMap((text): Token[] => {
    const filter = parseWhere(text);
    if (filter === null) return [];
    const { column, sign, values } = filter;
    if (sign === "~") {
      return [{ propertyKey: column, operator: contains, value: values.join("|") }];
    }
    return [{ propertyKey: column, operator: sign, value: [...values] }];
  });
}

/** The filters that tokens say; what the API has no words for is left out. */
export function whereOf(tokens: readonly Token[]): readonly string[] {
  const filters = tokens.flatMap(({ propertyKey: column, operator, value }): Where[] => {
    if (column === undefined) return [];
    const all: unknown[] = Array.isArray(value) ? value : String(value).split("|");
    const values = all
      .filter((one) => typeof one === "string")
      .filter((one) => canSay(column, one));
    if (values.length === 0) return [];
    const sign = operator === contains ? "~" : operator === "!=" ? "!=" : "=";
    return [{ column, sign, values }];
  });
  return [...new Set(filters.map(printWhere))].slice(0, mostFilters);
}
