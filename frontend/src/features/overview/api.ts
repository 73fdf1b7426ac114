import type { UseQueryResult } from "@tanstack/react-query";
import { api, useApi } from "../../lib/api/client";
import type { Problem } from "../../lib/api/problem";
import type { components } from "../../lib/api/schema";
import { type Metric, usualMetric } from "./metrics";

type Schemas = components["schemas"];
export type Costs = Schemas["CostDocument"];
export type CostRow = Schemas["CostRowDocument"];
export type Change = Schemas["MovedDocument"]["changes"][number];
export type Moved = Schemas["MovedDocument"];
export type UnknownDollars = Schemas["UnknownDocument"];
export type Bill = Schemas["FreshnessDocument"];
export type Gap = Schemas["GapDocument"];
export type Span = Schemas["WindowDocument"];
export type Filter = Schemas["FilterDocument"];
export type Headline = Schemas["HeadlineDocument"];

/** What each part holds; only `changes` may be null: no day of the month is complete yet. */
type Parts = {
  readonly headline: Headline;
  readonly months: Costs;
  readonly daily: Costs;
  readonly changes: Moved | null;
  readonly unknowns: readonly UnknownDollars[];
  readonly freshness: readonly Bill[];
};

export type Answer<Part extends keyof Parts> = {
  readonly span: Span;
  /** Bills missing between the first and the last one held. */
  readonly gaps: readonly Gap[];
  readonly part: Parts[Part];
};

/** One part of the overview, asked for on its own so that its failure is its own. */
export function useOverview<Part extends keyof Parts>(
  part: Part,
  metric: Metric = usualMetric,
): UseQueryResult<Answer<Part>, Problem> {
  return useApi<Answer<Part>>(["overview", part, metric], async (signal) => {
    const query = { part: [part], metric };
    const { data } = await api.GET("/api/v1/overview", { params: { query }, signal });
    const found = data?.[part];
    if (data === undefined || found === undefined) return {};
    if (found === null && part !== "changes") return {};
    return { data: { span: data.window, gaps: data.gaps, part: found as Parts[Part] } };
  });
}

const firstCommand = "finops ingest FOLDER";

/** The command that brings the first bill, when the answer says that none was ever read. */
export function noLedger({ problem }: { problem?: Problem }): string | null {
  const missing = problem?.status === 404 && problem.type.endsWith("#NotFound");
  return missing ? firstCommand : null;
}
