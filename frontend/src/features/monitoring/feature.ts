import { defineFeature } from "../../lib/feature";
import { many, one, type RawSearch } from "../../lib/search-params";
import { type By, isBy, isOrder, type Order, properties, usualBy } from "./choices";

/**
 * The question in the address. Of the metrics: filters (all hold at once), free text, order unless by
 * name, page, and the series that is opened (`of` is its resource's id). Of the bill: `by`, page and row.
 */
export type MonitoringSearch = {
  readonly service?: readonly string[];
  readonly account?: readonly string[];
  readonly region?: readonly string[];
  readonly metric?: readonly string[];
  readonly search?: string;
  readonly order?: Order;
  readonly page?: string;
  readonly of?: string;
  readonly series?: string;
  readonly by?: By;
  readonly rows?: string;
  readonly row?: string;
};

/** The API takes no more. */
const mostValues = 20;
const longestText = 200;
const longestKey = 2_000;

function values(value: RawSearch[string]): readonly string[] {
  return [...new Set(many(value).filter((text) => text !== ""))].slice(0, mostValues);
}

/** A page from the second on: the first one needs no word in the address. */
function pageOf(value: RawSearch[string]): string | undefined {
  const page = one(value);
  return page !== undefined && /^[1-9]\d{0,4}$/.test(page) && page !== "1" ? page : undefined;
}

function textOf(value: RawSearch[string], longest: number): string | undefined {
  const text = one(value)?.trim().slice(0, longest) ?? "";
  return text === "" ? undefined : text;
}

function validateSearch(raw: RawSearch): MonitoringSearch {
  const order = one(raw.order);
  const by = one(raw.by);
  const of = textOf(raw.of, longestKey);
  const fields: Readonly<Record<string, string | undefined>> = {
    search: textOf(raw.search, longestText),
    order: isOrder(order) && order !== "name" ? order : undefined,
    page: pageOf(raw.page),
    of,
    series: of === undefined ? undefined : textOf(raw.series, longestKey),
    by: isBy(by) && by !== usualBy ? by : undefined,
    rows: pageOf(raw.rows),
    row: textOf(raw.row, longestKey),
  };
  const chosen = properties.map((property) => [property, values(raw[property])] as const);
  const lists = chosen.filter(([, list]) => list.length > 0);
  const told = Object.entries(fields).filter(([, value]) => value !== undefined);
  return Object.fromEntries([...lists, ...told]) as MonitoringSearch;
}

export const feature = defineFeature<MonitoringSearch>({
  id: "monitoring",
  path: "/monitoring",
  level: "operations",
  order: 2,
  titleKey: "monitoring:title",
  shortcut: "u",
  component: () => import("./page"),
  validateSearch,
  searchParam: "search",
});
