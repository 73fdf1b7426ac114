import { api, useApi } from "../../lib/api/client";
import type { Problem } from "../../lib/api/problem";
import type { components } from "../../lib/api/schema";
import { noLedger } from "./api";

export type Plan = components["schemas"]["RecommendationsPage"];
export type Recommendation = Plan["recommendations"][number];

const shown = 3;

/** The best recommendations, and what all of them would save. */
export function usePlan() {
  return useApi<Plan>(["recommendations", "best", shown], (signal) =>
    api.GET("/api/v1/recommendations", { params: { query: { limit: shown } }, signal }),
  );
}

/** The overview has a bill: what is missing is a scan. */
export function noScan(answer: { problem?: Problem }): string | null {
  return noLedger(answer) === null ? null : "finops scan";
}
