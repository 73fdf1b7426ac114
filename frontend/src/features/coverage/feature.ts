import { defineFeature } from "../../lib/feature";
import { many, one, type RawSearch } from "../../lib/search-params";
import { isStatus, type Status } from "./statuses";

/** What the list holds: the gaps, unless another status or a place is asked for. */
export type CoverageSearch = {
  readonly status?: Status | "all";
  readonly service?: readonly string[];
  readonly region?: readonly string[];
};

const mostNames = 20;

function names(value: RawSearch[string]): readonly string[] {
  return [...new Set(many(value).filter((name) => name !== ""))].slice(0, mostNames);
}

function validateSearch(raw: RawSearch): CoverageSearch {
  const status = one(raw.status);
  const [service, region] = [names(raw.service), names(raw.region)];
  return {
    ...((isStatus(status) || status === "all") && { status }),
    ...(service.length > 0 && { service }),
    ...(region.length > 0 && { region }),
  };
}

export const feature = defineFeature<CoverageSearch>({
  id: "coverage",
  path: "/coverage",
  level: "operations",
  order: 1,
  titleKey: "coverage:title",
  shortcut: "v",
  component: () => import("./page"),
  validateSearch,
});
