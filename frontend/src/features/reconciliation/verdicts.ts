import { addDecimals } from "../../lib/decimal";
import type { Check, Reconciliation } from "./queries";

/** From the worst to the best. */
const severity = [
  "failed",
  "unknown",
  "running",
  "within",
  "diagnostic",
  "unchecked",
  "exact",
] as const;
export type Verdict = (typeof severity)[number];

/** Null: one of the amounts is unknown, so the sum is. */
export type Residue = { readonly currency: string; readonly amount: string | null };

export type Identity = {
  readonly id: string;
  readonly title: string;
  /** The worst of its bills, and how many share it. */
  readonly verdict: Verdict;
  readonly worstBills: number;
  readonly groups: number;
  /** One per currency; empty when nothing was compared. */
  readonly residues: readonly Residue[];
  /** The worst first, then the newest. */
  readonly bills: readonly Check[];
};

const byWord: Readonly<Record<Check["verdict"], Verdict>> = {
  exact: "exact",
  "within tolerance": "within",
  failed: "failed",
  running: "running",
  noted: "diagnostic",
  "not checked": "unchecked",
};

/** The verdict of the API; one that rests on an amount that nobody knows is unknown. */
export function verdictOf({ verdict, residue }: Pick<Check, "verdict" | "residue">): Verdict {
  return verdict === "exact" && residue === null ? "unknown" : byWord[verdict];
}

const rank = (check: Check) => severity.indexOf(verdictOf(check));

function residuesOf(checks: readonly Check[]): readonly Residue[] {
  const compared = checks.filter((check) => verdictOf(check) !== "unchecked");
  const currencies = [...new Set(compared.map((check) => check.currency))].sort();
  return currencies.map((currency) => {
    const amounts = compared.filter((one) => one.currency === currency).map((one) => one.residue);
    const known = amounts.filter((amount) => amount !== null);
    return {
      currency,
      amount: known.length === amounts.length ? addDecimals(...known) : null,
    };
  });
}

function identityOf(id: string, checks: readonly Check[]): Identity {
  const bills = [...checks].sort(
    (a, b) =>
      rank(a) - rank(b) ||
      b.billing_period.localeCompare(a.billing_period) ||
      a.payer_account_id.localeCompare(b.payer_account_id),
  );
  const [worst] = bills;
  return {
    id,
    title: worst?.title ?? id,
    verdict: worst === undefined ? "unknown" : verdictOf(worst),
    worstBills: bills.filter((one) => worst !== undefined && rank(one) === rank(worst)).length,
    groups: checks.reduce((sum, one) => sum + one.groups, 0),
    residues: residuesOf(checks),
    bills,
  };
}

/** One per identity, in the order of the API. */
export function identitiesOf(checks: readonly Check[]): readonly Identity[] {
  const ids = [...new Set(checks.map((check) => check.identity))];
  return ids.map((id) =>
    identityOf(
      id,
      checks.filter((check) => check.identity === id),
    ),
  );
}

const billOf = (check: Check) =>
  `${check.payer_account_id} ${check.billing_period} ${check.currency}`;

function distinctBills(checks: readonly Check[]): number {
  return new Set(checks.map(billOf)).size;
}

export type Headline = {
  readonly holds: boolean;
  readonly failed: readonly Identity[];
  /** Months that are not over and in which something is still off, oldest first. */
  readonly runningMonths: readonly string[];
  /** Identities that are off only because of these months. */
  readonly running: number;
  readonly exact: number;
  readonly identities: number;
  readonly bills: number;
  readonly groups: number;
  /** Bills that were held against totals of invoices. */
  readonly comparedWithInvoices: number;
};

export function headlineOf({ holds, checks }: Pick<Reconciliation, "holds" | "checks">): Headline {
  const identities = identitiesOf(checks);
  const running = checks.filter((check) => verdictOf(check) === "running");
  const invoices = checks.filter(
    (check) => check.identity === "invoice" && verdictOf(check) !== "unchecked",
  );
  return {
    holds,
    failed: identities.filter(({ verdict }) => verdict === "failed"),
    runningMonths: [...new Set(running.map((check) => check.billing_period))].sort(),
    running: new Set(running.map((check) => check.identity)).size,
    exact: identities.filter(({ verdict }) => verdict === "exact").length,
    identities: identities.length,
    bills: distinctBills(checks),
    groups: identities.reduce((sum, identity) => sum + identity.groups, 0),
    comparedWithInvoices: distinctBills(invoices),
  };
}
