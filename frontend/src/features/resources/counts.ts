import type { ResourcesAnswer } from "./queries";

type Count = ResourcesAnswer["counts"][number];
type Field = "account" | "region" | "service";

export type Tally = { readonly value: string; readonly resources: number };

/** How many resources have each value of a field, most first. */
export function tallies(counts: readonly Count[], field: Field): readonly Tally[] {
  const sums = new Map<string, number>();
  for (const one of counts) sums.set(one[field], (sums.get(one[field]) ?? 0) + one.resources);
  return [...sums]
    .map(([value, resources]) => ({ value, resources }))
    .sort((a, b) => b.resources - a.resources || a.value.localeCompare(b.value));
}
