import { addDecimals, compareDecimals } from "../../lib/decimal";
import type { Blind, Plan, Recommendation, Saving } from "./queries";

/** The known amounts by currency; currencies are never added. */
export function sumOf(savings: readonly (Saving | null)[]): readonly Saving[] {
  const sums = new Map<string, string>();
  for (const saving of savings) {
    if (saving?.amount == null) continue;
    sums.set(saving.currency, addDecimals(sums.get(saving.currency) ?? "0", saving.amount));
  }
  return [...sums].map(([currency, amount]) => ({ currency, amount }));
}

/** How many would save money of which nobody knows how much. */
export function unpricedOf(recommendations: readonly Recommendation[]): number {
  return recommendations.filter(
    ({ monthly_savings: saving, saves_money: saves }) => saves && saving?.amount == null,
  ).length;
}

const larger = (a: string, b: string) => (compareDecimals(a, b) < 0 ? b : a);

/**
 * What is at stake where checks could not see. Several checks may lack the same thing in the same
 * place and mean the same lines of the bill: there only the largest counts.
 */
export function stakeOf(blind: readonly Blind[]): readonly Saving[] {
  const largest = new Map<string, Saving>();
  for (const { missing, account_id: account, region, at_stake: stakes } of blind) {
    for (const { amount, currency } of stakes) {
      if (amount === null) continue;
      const key = [missing, account, region, currency].join(" ");
      largest.set(key, { currency, amount: larger(largest.get(key)?.amount ?? amount, amount) });
    }
  }
  return sumOf([...largest.values()]);
}

export type BlindSpot = {
  readonly missing: string;
  readonly checks: readonly string[];
  /** Account and region. */
  readonly places: readonly (readonly [string, string])[];
  readonly stakes: readonly Saving[];
};

const most = ({ stakes }: BlindSpot) => stakes[0]?.amount ?? "0";

/** The blind spots by what is missing, the most money first. */
export function spotsOf({ blind }: Plan): readonly BlindSpot[] {
  const needs = [...new Set(blind.map(({ missing }) => missing))];
  const spots = needs.map((missing): BlindSpot => {
    const own = blind.filter((one) => one.missing === missing);
    const places = new Map(
      own.map(({ account_id: account, region }) => [
        `${account} ${region}`,
        [account, region] as const,
      ]),
    );
    const checks = [...new Set(own.map(({ title }) => title))].sort();
    return { missing, checks, places: [...places.values()], stakes: stakeOf(own) };
  });
  return spots.sort((a, b) => compareDecimals(most(b), most(a)));
}
