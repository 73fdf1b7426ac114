export const columns = [
  "account",
  "region",
  "service",
  "type",
  "id",
  "name",
  "state",
  "class",
] as const;

export const orders = ["cost", "created", "name"] as const;
export type Order = (typeof orders)[number];

export function isOrder(value: unknown): value is Order {
  return orders.some((order) => order === value);
}

/** Keeps the resources whose column has, lacks or contains one of the values. */
export type Where = {
  readonly column: string;
  readonly sign: "=" | "!=" | "~";
  readonly values: readonly string[];
};

/** The API takes no more. */
export const mostFilters = 20;
/** Instead of a tag's value: the resource lacks it, or its tags could not be read. */
export const tagStates = ["(untagged)", "(unknown)"] as const;

const signs = ["!=", "=", "~"] as const;
const tagStart = "tag:";

function isColumn(column: string): boolean {
  const isTag = column.startsWith(tagStart) && column.length > tagStart.length;
  return isTag || columns.some((one) => one === column);
}

/** The key of a tag column, or null for any other column. */
export function tagKeyOf(column: string): string | null {
  return column.startsWith(tagStart) ? column.slice(tagStart.length) : null;
}

/** Reads `service=ec2|rds`, `region!=us-east-1` or `name~part`; null when it is none of them. */
export function parseWhere(text: string): Where | null {
  for (const sign of signs) {
    const place = text.indexOf(sign);
    const column = text.slice(0, Math.max(place, 0));
    if (place < 1 || /[~=]/.test(column)) continue;
    const values = text
      .slice(place + sign.length)
      .split("|")
      .filter((value) => value !== "");
    return isColumn(column) && values.length > 0 ? { column, sign, values } : null;
  }
  return null;
}

export function printWhere({ column, sign, values }: Where): string {
  return `${column}${sign}${values.join("|")}`;
}

/** Whether a filter can say exactly this: its language has no escape for its own signs. */
export function canSay(column: string, value: string): boolean {
  return isColumn(column) && !/[~=]|!$/.test(column) && value !== "" && !value.includes("|");
}

/** The filters with those of one column replaced by one value. */
export function withOnly(
  where: readonly string[],
  column: string,
  value: string,
): readonly string[] {
  const others = where.filter((text) => parseWhere(text)?.column !== column);
  return [...others, printWhere({ column, sign: "=", values: [value] })];
}
