import { useState } from "react";
import { api, useApi } from "../../lib/api/client";
import { isWithoutLedger } from "../../lib/api/no-ledger";
import type { Problem } from "../../lib/api/problem";
import type { components } from "../../lib/api/schema";
import type { ResourcesSearch } from "./feature";

type Schemas = components["schemas"];
export type ResourcesAnswer = Schemas["ResourcesPage"];
export type Resource = Schemas["ResourceDocument"];

export const pageSize = 25;
const scanCommand = "finops scan";

/** For `useWidget`: the command that finds resources, when none were ever looked for. */
export function noScan({ problem }: { readonly problem?: Problem }): string | null {
  return isWithoutLedger(problem) ? scanCommand : null;
}

/** What the address asks, as the API and its files take it. */
export function questionOf({ where, search, order }: ResourcesSearch) {
  return {
    ...(where && { where: [...where] }),
    ...(search !== undefined && { search }),
    order: order ?? "cost",
  };
}

/** One page (from 1) of the resources that the address asks for. */
export function useResources(asked: ResourcesSearch, page: number) {
  const query = { ...questionOf(asked), limit: pageSize, offset: (page - 1) * pageSize };
  return useApi<ResourcesAnswer>(["resources", query], (signal) =>
    api.GET("/api/v1/resources", { params: { query }, signal }),
  );
}

/** Every account, region and service that has resources, whatever is filtered. */
export function useEverything() {
  return useApi<ResourcesAnswer>(["resources", "everything"], (signal) =>
    api.GET("/api/v1/resources", { params: { query: { limit: 1 } }, signal }),
  );
}

/** The tag keys that the bill knows, as columns: `tag:<key>`. */
export function useTagColumns(): readonly string[] {
  const { data } = useApi(["costs", "dimensions"], (signal) =>
    api.GET("/api/v1/dimensions", { signal }),
  );
  return (data?.tags ?? []).filter((one) => one.startsWith("tag:"));
}

/** The page on screen; another question starts at its first one. */
export function usePage(question: string) {
  const [at, setAt] = useState({ question, page: 1 });
  const turnTo = (page: number) => {
    setAt({ question, page });
  };
  return [at.question === question ? at.page : 1, turnTo] as const;
}

/** What tells a resource from every other one. */
export function keyOf({ account, region, resource_type: type, id }: Resource): string {
  return [account, region, type, id].join(" ");
}
