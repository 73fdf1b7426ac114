import { defineFeature } from "../../lib/feature";
import { many, one, type RawSearch } from "../../lib/search-params";
import {
  type Chosen,
  isOrder,
  isShow,
  type Order,
  properties,
  type Show,
  usualShow,
} from "./choices";

/** The address: which list, its filters (all hold at once), free text, order, page, what is opened. */
export type RecommendationsSearch = Chosen & {
  readonly show?: Show;
  readonly search?: string;
  readonly order?: Order;
  readonly page?: string;
  readonly open?: string;
};

const mostValues = 100;
const longestText = 200;

function values(value: RawSearch[string]): readonly string[] {
  return [...new Set(many(value).filter((text) => text !== ""))].slice(0, mostValues);
}

function textOf(value: RawSearch[string]): string | undefined {
  const text = one(value)?.trim().slice(0, longestText) ?? "";
  return text === "" ? undefined : text;
}

/** A page from the second on: the first one needs no word in the address. */
function pageOf(value: RawSearch[string]): string | undefined {
  const page = one(value);
  return page !== undefined && /^[1-9]\d{0,4}$/.test(page) && page !== "1" ? page : undefined;
}

function validateSearch(raw: RawSearch): RecommendationsSearch {
  const show = one(raw.show);
  const order = one(raw.order);
  const fields: Readonly<Record<string, string | undefined>> = {
    show: isShow(show) && show !== usualShow ? show : undefined,
    search: textOf(raw.search),
    order: isOrder(order) ? order : undefined,
    page: pageOf(raw.page),
    open: textOf(raw.open),
  };
  const lists = properties
    .map((property) => [property, values(raw[property])] as const)
    .filter(([, list]) => list.length > 0);
  const told = Object.entries(fields).filter(([, value]) => value !== undefined);
  return Object.fromEntries([...lists, ...told]) as RecommendationsSearch;
}

export const feature = defineFeature<RecommendationsSearch>({
  id: "recommendations",
  path: "/recommendations",
  level: "optimization",
  order: 1,
  titleKey: "recommendations:title",
  shortcut: "e",
  component: () => import("./page"),
  validateSearch,
  searchParam: "search",
});
