import { addDecimals, compareDecimals, isZero, ratio } from "../../lib/decimal";
import type { CostsAnswer, Count, Job } from "./queries";

/** What there is to go by; null: no bill, no scan. */
export type Sources = {
  readonly spend: CostsAnswer | null;
  readonly counts: readonly Count[] | null;
  readonly jobs: readonly Job[] | null;
};

export type Amount = { readonly currency: string; readonly amount: string | null };

/** What is known of a region, or of one account in it. */
export type Place = {
  /** Per currency, largest first; null without a bill, empty when the bill has no charge there. */
  readonly spend: readonly Amount[] | null;
  /** How many were found; null when nobody looked. */
  readonly resources: number | null;
  /** Whether everything asked there has an answer: else there may be more. */
  readonly isWhole: boolean;
};

export type Remark = "spend-only" | "spend-only-partly" | "resources-only";

export type RegionRow = Place & {
  readonly region: string;
  readonly remark: Remark | null;
  /** Bar lengths, 0 to 1. */
  readonly spendShare: number;
  readonly resourceShare: number;
  readonly accounts: ReadonlyMap<string, Place>;
};

export type Account = { readonly id: string; readonly name: string | null };
export type Regions = {
  readonly rows: readonly RegionRow[];
  readonly accounts: readonly Account[];
};

type At = { readonly region: string; readonly account: string };
type Within = (at: At) => boolean;

function accountOf(row: CostsAnswer["rows"][number]): string {
  return row.keys.SubAccountId ?? "";
}

function regionOf(row: CostsAnswer["rows"][number]): string {
  return row.keys.RegionId ?? "";
}

/** The exact sum, unknown as soon as one addend is. */
function sum(amounts: readonly (string | null)[]): string | null {
  const known = amounts.filter((amount) => amount !== null);
  return known.length === amounts.length ? addDecimals(...known) : null;
}

function spendWithin({ spend }: Sources, within: Within): readonly Amount[] | null {
  if (spend === null) return null;
  const rows = spend.rows.filter((row) =>
    within({ region: regionOf(row), account: accountOf(row) }),
  );
  return [...new Set(rows.map(({ currency }) => currency))].sort().map((currency) => ({
    currency,
    amount: sum(rows.filter((row) => row.currency === currency).map((row) => row.after_credits)),
  }));
}

function placeOf(sources: Sources, within: Within): Place {
  const { counts, jobs } = sources;
  const found = (counts ?? []).filter(within);
  const asked = (jobs ?? []).filter(within);
  const nobodyLooked = found.length === 0 && asked.length === 0;
  return {
    spend: spendWithin(sources, within),
    resources: nobodyLooked ? null : found.reduce((all, one) => all + one.resources, 0),
    isWhole: asked.length > 0 && asked.every(({ is_known: isKnown }) => isKnown),
  };
}

function hasSpend({ spend }: Place): boolean {
  return spend?.some(({ amount }) => amount === null || !isZero(amount)) ?? false;
}

function remarkOf(place: Place): Remark | null {
  if (place.spend === null || place.resources === null) return null;
  if (place.resources > 0) return hasSpend(place) ? null : "resources-only";
  if (!hasSpend(place)) return null;
  return place.isWhole ? "spend-only" : "spend-only-partly";
}

const firstAmount = ({ spend }: Place) => spend?.[0]?.amount ?? null;

/** Largest spend first, then most resources. */
function bySpend(a: Place, b: Place): number {
  const [left, right] = [firstAmount(a) ?? "0", firstAmount(b) ?? "0"];
  return compareDecimals(right, left) || (b.resources ?? 0) - (a.resources ?? 0);
}

function accountsOf({ spend, counts }: Sources): readonly Account[] {
  const names = new Map<string, string | null>();
  for (const { account } of counts ?? []) names.set(account, null);
  for (const row of spend?.rows ?? []) names.set(accountOf(row), row.keys.SubAccountName ?? null);
  return [...names]
    .map(([id, name]) => ({ id, name }))
    .sort((a, b) => (a.name ?? a.id).localeCompare(b.name ?? b.id));
}

function regionsOf({ spend, counts }: Sources): readonly string[] {
  const billed = (spend?.rows ?? []).map(regionOf);
  return [...new Set([...billed, ...(counts ?? []).map(({ region }) => region)])];
}

/** A part of one account is not looked at when a region's other accounts were. */
function isLookedAt(place: Place): boolean {
  return !hasSpend(place) || (place.resources !== null && place.isWhole);
}

/** Every region that has spend or resources, and every account in it. */
export function regionsIn(sources: Sources): Regions {
  const accounts = accountsOf(sources);
  const places = regionsOf(sources).map((region) => {
    const own = accounts.map(({ id }): [string, Place] => [
      id,
      placeOf(sources, (at) => at.region === region && at.account === id),
    ]);
    const whole = placeOf(sources, (at) => at.region === region);
    const isWhole = whole.isWhole && own.every(([, place]) => isLookedAt(place));
    return { region, ...whole, isWhole, accounts: new Map(own) };
  });
  const rows = places.sort((a, b) => bySpend(a, b) || a.region.localeCompare(b.region));
  const largest = rows[0] === undefined ? null : firstAmount(rows[0]);
  const most = Math.max(1, ...rows.map(({ resources }) => resources ?? 0));
  return {
    accounts,
    rows: rows.map((row) => ({
      ...row,
      remark: remarkOf(row),
      spendShare: Math.max(0, ratio(firstAmount(row), largest) ?? 0),
      resourceShare: (row.resources ?? 0) / most,
    })),
  };
}
