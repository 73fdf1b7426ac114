import { api, useApi } from "../../lib/api/client";
import { isWithoutLedger } from "../../lib/api/no-ledger";
import type { Problem } from "../../lib/api/problem";
import type { components } from "../../lib/api/schema";

type Schemas = components["schemas"];
export type CostsAnswer = Schemas["CostsPage"];
export type Count = Schemas["CountDocument"];
export type Job = Schemas["CoverageRowDocument"];

export const scanCommand = "finops scan";
/** The API gives no more at once. */
const most = 10_000;

/** For `useWidget`: the command that finds resources, when none were ever looked for. */
export function noScan({ problem }: { readonly problem?: Problem }): string | null {
  return isWithoutLedger(problem) ? scanCommand : null;
}

/** What the newest month cost, by region and account. */
export function useSpend() {
  const query = {
    by: ["RegionId", "SubAccountId", "SubAccountName"],
    granularity: "total" as const,
    limit: most,
  };
  return useApi<CostsAnswer>(["costs", "regions"], (signal) =>
    api.GET("/api/v1/costs", { params: { query }, signal }),
  );
}

/** Whether AWS may still change the newest month. */
export function useIsEstimated(): boolean {
  const { data } = useApi(["costs", "window"], (signal) =>
    api.GET("/api/v1/overview", { params: { query: { part: ["freshness"] } }, signal }),
  );
  return data?.freshness?.some((one) => one.estimated_lines > 0) ?? false;
}

/** How many resources there are, by region and account. */
export function useFound() {
  return useApi<Schemas["ResourcesPage"]>(["resources", "everything"], (signal) =>
    api.GET("/api/v1/resources", { params: { query: { limit: 1 } }, signal }),
  );
}

/** What was asked where, gaps first. */
export function useAsked() {
  return useApi<Schemas["CoveragePage"]>(["coverage", "all"], (signal) =>
    api.GET("/api/v1/coverage", { params: { query: { limit: most } }, signal }),
  );
}
