import { defineFeature } from "../../lib/feature";
import { one, type RawSearch } from "../../lib/search-params";
import { isMetric, type Metric, usualMetric } from "./metrics";

export type OverviewSearch = { readonly metric?: Metric };

export const feature = defineFeature<OverviewSearch>({
  id: "overview",
  path: "/",
  level: "visibility",
  order: 1,
  titleKey: "overview:title",
  shortcut: "o",
  component: () => import("./page"),
  validateSearch: (search: RawSearch) => {
    const metric = one(search.metric);
    return isMetric(metric) && metric !== usualMetric ? { metric } : {};
  },
});
