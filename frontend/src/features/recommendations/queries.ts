import { api, useApi } from "../../lib/api/client";
import { ingestCommand, isWithoutLedger } from "../../lib/api/no-ledger";
import type { Problem } from "../../lib/api/problem";
import type { components } from "../../lib/api/schema";

type Schemas = components["schemas"];
export type Plan = Schemas["RecommendationsPage"];
export type Recommendation = Schemas["RecommendationDocument"];
export type Rejected = Schemas["RejectedDocument"];
export type Advised = Schemas["AdvisedDocument"];
export type Blind = Schemas["BlindDocument"];
export type Saving = Schemas["SavingDocument"];
export type Decision = Schemas["DecisionDocument"];
export type ChecksAnswer = Schemas["ChecksDocument"];
export type Check = ChecksAnswer["checks"][number];
export type SavingsAnswer = Schemas["RealizedSavingsDocument"];
export type Realized = Schemas["RealizedDocument"];
export type UsageAnswer = Schemas["UsagePage"];

/** The API gives no more in one answer. */
const everything = 10_000;
const mostSeries = 200;
const scanCommand = "finops scan";

/** The questions whose answers a decision changes. */
export const decidedQuestions = ["recommendations", "savings", "checks"] as const;

/** For `useWidget`: the command that brings what is missing, when there is no plan at all. */
export function noScan({ problem }: { readonly problem?: Problem }): string | null {
  return isWithoutLedger(problem) ? scanCommand : null;
}

/** The first of the commands that are missing: without a bill, a scan would bring no plan. */
export function useMissing(): string | null {
  const { data, error } = useApi(["sources"], (signal) => api.GET("/api/v1/sources", { signal }));
  if (error !== null) return isWithoutLedger(error) ? ingestCommand : scanCommand;
  if (data === undefined) return null;
  return data.deliveries.length === 0 ? ingestCommand : scanCommand;
}

/** The whole plan: it is filtered, ordered and paged here, so that a choice needs no waiting. */
export function usePlan() {
  return useApi<Plan>([decidedQuestions[0], "all"], (signal) =>
    api.GET("/api/v1/recommendations", { params: { query: { limit: everything } }, signal }),
  );
}

export function useSavings() {
  return useApi<SavingsAnswer>([decidedQuestions[1]], (signal) =>
    api.GET("/api/v1/savings", { signal }),
  );
}

export function useChecks() {
  return useApi<ChecksAnswer>([decidedQuestions[2]], (signal) =>
    api.GET("/api/v1/checks", { signal }),
  );
}

/** Every metric of the resources with one id. */
export function useMetricsOf(resource: string) {
  const query = { resource: [resource], limit: mostSeries };
  return useApi<UsageAnswer>(["usage", query], (signal) =>
    api.GET("/api/v1/usage", { params: { query }, signal }),
  );
}
