import { defineFeature } from "../../lib/feature";
import { many, one, type RawSearch } from "../../lib/search-params";
import { isOrder, mostFilters, type Order, parseWhere, printWhere } from "./where";

/** The question in the address: filters (all hold at once), free text, order unless by cost. */
export type ResourcesSearch = {
  readonly where?: readonly string[];
  readonly search?: string;
  readonly order?: Order;
};

const longestText = 200;

function validateSearch(raw: RawSearch): ResourcesSearch {
  const understood = many(raw.where).flatMap((text) => {
    const filter = parseWhere(text);
    return filter === null ? [] : [printWhere(filter)];
  });
  const where = [...new Set(understood)].slice(0, mostFilters);
  const search = one(raw.search)?.trim().slice(0, longestText) ?? "";
  const order = one(raw.order);
  return {
    ...(where.length > 0 && { where }),
    ...(search !== "" && { search }),
    ...(isOrder(order) && order !== "cost" && { order }),
  };
}

export const feature = defineFeature<ResourcesSearch>({
  id: "resources",
  path: "/resources",
  level: "visibility",
  order: 5,
  titleKey: "resources:title",
  shortcut: "i",
  component: () => import("./page"),
  validateSearch,
  searchParam: "search",
});
