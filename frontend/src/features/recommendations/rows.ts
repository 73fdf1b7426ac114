import { compareDecimals } from "../../lib/decimal";
import type { Chosen, Order, Property } from "./choices";
import type { Advised, Realized, Recommendation, Rejected, Saving } from "./queries";

/** What a list's row can be filtered and searched by. */
export type Facets = { readonly [One in Property]?: string };
export type Known = { readonly facets: Facets; readonly words: readonly (string | null)[] };

export function ofRecommendation(one: Recommendation): Known {
  const { family, check, account_id: account, region, action, confidence, effort } = one;
  return {
    facets: { family, check, account, region, action, confidence, effort },
    words: [one.title, check, one.name, one.resource_id, one.resource_type, account, region],
  };
}

export function ofRejected({ check, account_id: account, region, ...one }: Rejected): Known {
  return {
    facets: { check, account, region },
    words: [one.title, check, one.name, one.resource_id, one.resource_type, account, region],
  };
}

export function ofAdvised({ account_id: account, region, ...one }: Advised): Known {
  return {
    facets: { account, region },
    words: [one.source, one.action, one.finding, one.resource_id, account, region],
  };
}

export function ofRealized({ check, account_id: account, region, ...one }: Realized): Known {
  return {
    facets: { check, account, region },
    words: [one.title, check, one.resource_id, one.resource_type, account, region],
  };
}

const plain = (text: string) =>
  text
    .normalize("NFD")
    .replace(/\p{Diacritic}/gu, "")
    .toLowerCase();

/** The rows for which every filter holds and in which every word stands. */
export function matching<Row>(
  rows: readonly Row[],
  asked: Chosen & { readonly search?: string },
  knownOf: (row: Row) => Known,
): readonly Row[] {
  const wanted = plain(asked.search ?? "")
    .split(/\s+/)
    .filter((word) => word !== "");
  return rows.filter((row) => {
    const { facets, words } = knownOf(row);
    const text = plain(words.filter((word) => word !== null).join(" "));
    const holds = Object.entries(facets).every(
      ([property, value]) => asked[property as Property]?.includes(value) ?? true,
    );
    return holds && wanted.every((word) => text.includes(word));
  });
}

type Priced = { readonly monthly_savings: Saving | null };

/** By saving, the unknown last whichever way; currencies are not compared with one another. */
export function ordered<Row extends Priced>(
  rows: readonly Row[],
  order: Order | undefined,
): readonly Row[] {
  if (order === undefined) return rows;
  const way = order === "most" ? -1 : 1;
  return [...rows].sort((a, b) => {
    const [left, right] = [a.monthly_savings, b.monthly_savings];
    const isUnknown = Number((left?.amount ?? null) === null);
    const unknowns = isUnknown - Number((right?.amount ?? null) === null);
    if (unknowns !== 0 || left?.amount == null || right?.amount == null) return unknowns;
    if (left.currency !== right.currency) return left.currency.localeCompare(right.currency);
    return way * compareDecimals(left.amount, right.amount);
  });
}

export const pageSize = 25;

/** One page (from 1) of the rows; a page that no longer exists is the last one. */
export function pageOf<Row>(rows: readonly Row[], asked: string | undefined) {
  const pages = Math.max(1, Math.ceil(rows.length / pageSize));
  const page = Math.min(Number(asked ?? "1"), pages);
  return { page, pages, shown: rows.slice((page - 1) * pageSize, page * pageSize) };
}

/** An ARN without what is told beside it: partition, service, region and account. */
export function shortId(id: string): string {
  return id.startsWith("arn:") ? id.split(":").slice(5).join(":") : id;
}

/** "aws:ec2:instance" without its first part, which every type has. */
export function typeName(type: string): string {
  return type.replace(/^aws:/, "");
}
