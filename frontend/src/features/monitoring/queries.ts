import type { UseQueryResult } from "@tanstack/react-query";
import { useWidget, type WidgetState } from "../../components/widget";
import { api, useApi } from "../../lib/api/client";
import { isWithoutLedger } from "../../lib/api/no-ledger";
import type { Problem } from "../../lib/api/problem";
import type { components } from "../../lib/api/schema";
import { type By, usualBy } from "./choices";
import type { MonitoringSearch } from "./feature";

type Schemas = components["schemas"];
export type UsageAnswer = Schemas["UsagePage"];
export type Series = Schemas["UsageRowDocument"];
export type QuantitiesAnswer = Schemas["QuantitiesPage"];
export type Consumed = Schemas["QuantityDocument"];
export type AdviceAnswer = Schemas["AdvicePage"];
export type Advice = Schemas["AdviceDocument"];
export type BudgetsAnswer = Schemas["BudgetsDocument"];
export type Budget = Schemas["BudgetDocument"];

export const pageSize = 25;
export const consumedPageSize = 10;
const mostAdvice = 10;
const mostSeriesOfOne = 200;
const collectCommand = "finops collect";

/** For `useWidget`: the command that asks AWS, when nothing was ever collected. */
export function noCollection({ problem }: { readonly problem?: Problem }): string | null {
  return isWithoutLedger(problem) ? collectCommand : null;
}

/** The metrics that the address asks for, as the API and its files take them. */
export function usageQuestion({
  service = [],
  account = [],
  region = [],
  metric = [],
  search,
  order = "name",
}: MonitoringSearch) {
  const lists = { service: [...service], account: [...account], region: [...region] };
  return { ...lists, metric: [...metric], ...(search !== undefined && { search }), order };
}

/** One page (from 1) of the series that the address asks for. */
export function useUsage(asked: MonitoringSearch, page: number) {
  const query = { ...usageQuestion(asked), limit: pageSize, offset: (page - 1) * pageSize };
  return useApi<UsageAnswer>(["usage", query], (signal) =>
    api.GET("/api/v1/usage", { params: { query }, signal }),
  );
}

/** How much was measured at all, whatever is filtered. */
export function useEverything() {
  return useApi<UsageAnswer>(["usage", "everything"], (signal) =>
    api.GET("/api/v1/usage", { params: { query: { limit: 1 } }, signal }),
  );
}

/** Every series of the resources with one id. */
export function useSeriesOf(resource: string) {
  const query = { resource: [resource], limit: mostSeriesOfOne };
  return useApi<UsageAnswer>(["usage", query], (signal) =>
    api.GET("/api/v1/usage", { params: { query }, signal }),
  );
}

/** The accounts, regions and services of the inventory: what can be filtered by. */
export function usePlaces() {
  const { data } = useApi(["resources", "everything"], (signal) =>
    api.GET("/api/v1/resources", { params: { query: { limit: 1 } }, signal }),
  );
  return data?.counts;
}

/** One page (from 1) of what the bill says was consumed. */
export function useQuantities(by: By = usualBy, page = 1) {
  const query = { by, limit: consumedPageSize, offset: (page - 1) * consumedPageSize };
  return useApi<QuantitiesAnswer>(["quantities", query], (signal) =>
    api.GET("/api/v1/quantities", { params: { query }, signal }),
  );
}

/** AWS's advice, the largest monthly saving first. */
export function useAdvice() {
  return useApi<AdviceAnswer>(["advice", mostAdvice], (signal) =>
    api.GET("/api/v1/advice", { params: { query: { limit: mostAdvice } }, signal }),
  );
}

export function useBudgets() {
  return useApi<BudgetsAnswer>(["budgets"], (signal) => api.GET("/api/v1/budgets", { signal }));
}

/**
 * The widget of a list that AWS told. The API answers an empty list also when AWS was never asked:
 * whether anything was collected at all tells the two apart.
 */
export function useTold<T extends { readonly rows: readonly unknown[] }>(
  query: UseQueryResult<T, Problem>,
): WidgetState<T> {
  const everything = useEverything();
  const isEmpty = query.data?.rows.length === 0;
  const never = isEmpty && noCollection({ ...asAnswer(everything.error) }) !== null;
  const state = useWidget(query, {
    noSource: (answer) => (never ? collectCommand : noCollection(answer)),
  });
  return isEmpty && everything.isPending ? { kind: "loading" } : state;
}

function asAnswer(problem: Problem | null) {
  return problem === null ? {} : { problem };
}
