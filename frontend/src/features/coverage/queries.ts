import { api, useApi } from "../../lib/api/client";
import { isWithoutLedger } from "../../lib/api/no-ledger";
import type { Problem } from "../../lib/api/problem";
import type { components } from "../../lib/api/schema";
import type { CoverageSearch } from "./feature";

type Schemas = components["schemas"];
export type CoverageAnswer = Schemas["CoveragePage"];
export type Job = Schemas["CoverageRowDocument"];
export type Spend = Schemas["SpendDocument"];
export type Catalogue = Schemas["CatalogueDocument"];

export const scanCommand = "finops scan";
export const policyCommand = "finops iam-policy";
/** The API gives no more at once. */
const most = 10_000;

/** For `useWidget`: the command that asks AWS, when it was never asked. */
export function noScan({ problem }: { readonly problem?: Problem }): string | null {
  return isWithoutLedger(problem) ? scanCommand : null;
}

/** What the address asks, as the API and its files take it. */
export function questionOf({ status, service, region }: CoverageSearch) {
  return {
    ...(status === undefined && { gaps: true }),
    ...(status !== undefined && status !== "all" && { status: [status] }),
    ...(service && { service }),
    ...(region && { region }),
  };
}

/** The same for the address of a file. */
export function exportOf(asked: CoverageSearch) {
  const { gaps, ...rest } = questionOf(asked);
  return { ...rest, ...(gaps && { gaps: "true" }) };
}

/** Every job of the scan, gaps first. */
export function useJobs() {
  return useApi<CoverageAnswer>(["coverage", "all"], (signal) =>
    api.GET("/api/v1/coverage", { params: { query: { limit: most } }, signal }),
  );
}

/** The jobs that the address asks for. */
export function useChosenJobs(asked: CoverageSearch) {
  const { status, gaps, service, region } = questionOf(asked);
  const query = {
    ...(gaps && { gaps }),
    ...(status && { status: [...status] }),
    ...(service && { service: [...service] }),
    ...(region && { region: [...region] }),
    limit: most,
  };
  return useApi<CoverageAnswer>(["coverage", query], (signal) =>
    api.GET("/api/v1/coverage", { params: { query }, signal }),
  );
}

/** The services that the product knows, and the spend that none of them claims. */
export function useCatalogue() {
  return useApi<Catalogue>(["catalog"], (signal) => api.GET("/api/v1/catalog", { signal }));
}
