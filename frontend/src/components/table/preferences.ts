import { useState } from "react";
import { recall, remember } from "../../lib/storage";

export type TablePreferences = {
  readonly pageSize: number;
  readonly wrapLines: boolean;
  readonly hidden: readonly string[];
};

function isPreferences(value: unknown): value is TablePreferences {
  if (typeof value !== "object" || value === null) return false;
  const fields = value as Partial<Record<keyof TablePreferences, unknown>>;
  return (
    typeof fields.pageSize === "number" &&
    typeof fields.wrapLines === "boolean" &&
    Array.isArray(fields.hidden)
  );
}

function stored(id: string): TablePreferences | null {
  try {
    const value: unknown = JSON.parse(recall(`table.${id}`) ?? "null");
    return isPreferences(value) ? value : null;
  } catch {
    return null;
  }
}

/** What the reader chose for one table, remembered under its id. */
export function useTablePreferences(id: string, usual: TablePreferences) {
  const [preferences, setPreferences] = useState<TablePreferences>(() => stored(id) ?? usual);
  const choose = (next: TablePreferences) => {
    remember(`table.${id}`, JSON.stringify(next));
    setPreferences(next);
  };
  return [preferences, choose] as const;
}
