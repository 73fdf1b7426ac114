import type { ChartFacts, ChartSeries } from "../../components/chart";
import { addDecimals, compareDecimals } from "../../lib/decimal";
import type { View } from "./address";
import { type CostRow, type CostsAnswer, rangeAsked } from "./answers";
import { type Coverage, knowledgeOf } from "./coverage";
import { daysOf, monthsOf } from "./period";

export type Words = {
  readonly others: string;
  readonly total: string;
  readonly nameOf: (keys: Readonly<Record<string, string>>) => string;
};

type Amounts = ReadonlyMap<string, string | null>;
type Group = { readonly id: string; readonly name: string; readonly amounts: Amounts };

const whole = "whole";
const magnitude = (amount: string) => (amount.startsWith("-") ? amount.slice(1) : amount);

function bucketOf(row: Pick<CostRow, "bucket">, granularity: unknown): string {
  if (row.bucket === null) return whole;
  return granularity === "month" ? row.bucket.slice(0, 7) : row.bucket;
}

function weight({ amounts }: Group): string | null {
  const known = [...amounts.values()].filter((amount) => amount !== null);
  return known.length < amounts.size ? null : addDecimals(...known);
}

/** Heaviest first; a group whose cost is unknown may be the heaviest. */
function byWeight(a: Group, b: Group): number {
  const [left, right] = [weight(a), weight(b)];
  if (left === null || right === null) return Number(left !== null) - Number(right !== null);
  return compareDecimals(magnitude(right), magnitude(left));
}

function groupsOf(answer: CostsAnswer, currency: string, words: Words): Group[] {
  const found = new Map<string, { name: string; amounts: Map<string, string | null> }>();
  for (const row of answer.rows.filter((one) => one.currency === currency)) {
    const id = JSON.stringify(row.keys);
    const group = found.get(id) ?? { name: words.nameOf(row.keys), amounts: new Map() };
    group.amounts.set(bucketOf(row, answer.question.granularity), row.after_credits);
    found.set(id, group);
  }
  return [...found].map(([id, group]) => ({ id, ...group })).sort(byWeight);
}

function othersOf(answer: CostsAnswer, currency: string, words: Words): Group[] {
  const rows = answer.others.filter((one) => one.currency === currency);
  if (rows.length === 0) return [];
  const amounts = new Map(
    rows.map((row) => [bucketOf(row, answer.question.granularity), row.after_credits]),
  );
  return [{ id: "others", name: words.others, amounts }];
}

const widest = 16;

/** A long name in lines, so that it fits under its bar. */
function inLines(name: string): string {
  const lines: string[] = [];
  for (const word of name.split(" ")) {
    const line = lines.at(-1);
    if (line === undefined || line.length + word.length >= widest) lines.push(word);
    else lines[lines.length - 1] = `${line} ${word}`;
  }
  return lines.join("\n");
}

/** One bar per group: the whole period has a single bucket. */
function overall(groups: readonly Group[], words: Words) {
  const values = groups.map(({ amounts }) => amounts.get(whole) ?? null);
  return {
    categories: groups.map(({ name }) => inLines(name)),
    categoryKind: "name" as const,
    series: [{ id: "total", name: words.total, values }],
  };
}

function overTime(answer: CostsAnswer, groups: readonly Group[], coverage: Coverage) {
  const months = answer.question.granularity === "month";
  const range = rangeAsked(answer.question);
  const seen = groups.flatMap(({ amounts }) => [...amounts.keys()]);
  const categories = [...new Set([...(months ? monthsOf(range) : daysOf(range)), ...seen])].sort();
  const knowledge = new Map(
    categories.map((category) => [category, knowledgeOf(category, answer.gaps, coverage)]),
  );
  const series = groups.map(({ id, name, amounts }): ChartSeries => {
    const absent = (category: string) => (knowledge.get(category) === "unknown" ? null : "0");
    return {
      id,
      name,
      values: categories.map((one) =>
        amounts.has(one) ? (amounts.get(one) ?? null) : absent(one),
      ),
      ...(id === "others" && { others: true }),
    };
  });
  return {
    categories,
    categoryKind: months ? ("month" as const) : ("day" as const),
    series,
    partial: categories.filter((category) => knowledge.get(category) === "partial"),
  };
}

/** What is drawn, one drawing per currency: currencies are never added. */
export function factsOf(
  answer: CostsAnswer,
  view: View,
  coverage: Coverage,
  words: Words,
): readonly (ChartFacts & { readonly currency: string })[] {
  const isTotal = answer.question.granularity === "total";
  return answer.totals.map(({ currency }) => {
    const groups = [...groupsOf(answer, currency, words), ...othersOf(answer, currency, words)];
    return {
      kind: view === "line" && !isTotal ? "line" : "stacked-bar",
      currency,
      ...(isTotal ? overall(groups, words) : overTime(answer, groups, coverage)),
    };
  });
}
