type Days = { readonly from: string; readonly to: string } | null;

/** The explorer's state: the services of a region, or of one account in it. */
export function explorerOf(days: Days, region: string, account?: string) {
  const filter = [`RegionId=${region}`];
  if (account !== undefined) filter.push(`SubAccountId=${account}`);
  return { filter, ...(days ?? {}) };
}

/** The state of the list of resources. */
export function resourcesOf(region: string, account?: string) {
  const where = [`region=${region}`];
  if (account !== undefined) where.push(`account=${account}`);
  return { where };
}
