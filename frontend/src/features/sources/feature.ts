import { defineFeature } from "../../lib/feature";
import { one, type RawSearch } from "../../lib/search-params";
import { isState, type State } from "./deliveries";

/** `state` keeps only the deliveries in that state. */
export type SourcesSearch = { readonly state?: State };

function validateSearch(search: RawSearch): SourcesSearch {
  const state = one(search.state);
  return isState(state) ? { state } : {};
}

export const feature = defineFeature<SourcesSearch>({
  id: "sources",
  path: "/sources",
  level: "visibility",
  order: 4,
  titleKey: "sources:title",
  shortcut: "s",
  component: () => import("./page"),
  validateSearch,
});
