import type { Job } from "./queries";
import { type Status, worstOf } from "./statuses";

/** What became of the questions about one service in one region, over all accounts. */
export type Cell = {
  readonly region: string;
  readonly worst: Status;
  readonly jobs: number;
  readonly answered: number;
};

export type MatrixRow = {
  readonly service: string;
  readonly gaps: number;
  readonly cells: ReadonlyMap<string, Cell>;
};

export type Matrix = { readonly regions: readonly string[]; readonly rows: readonly MatrixRow[] };

function grouped(jobs: readonly Job[], keyOf: (job: Job) => string): Map<string, Job[]> {
  const groups = new Map<string, Job[]>();
  for (const job of jobs) {
    const group = groups.get(keyOf(job));
    if (group === undefined) groups.set(keyOf(job), [job]);
    else group.push(job);
  }
  return groups;
}

function cellOf(region: string, jobs: readonly Job[]): Cell {
  return {
    region,
    worst: worstOf(jobs.map(({ status }) => status)),
    jobs: jobs.length,
    answered: jobs.filter(({ is_known: isKnown }) => isKnown).length,
  };
}

/** What is asked once per account is no region: it comes last. */
function byRegion(a: string, b: string): number {
  const isWhole = (region: string) => Number(region === "global");
  return isWhole(a) - isWhole(b) || a.localeCompare(b);
}

/** Services by regions, those with most gaps first. */
export function matrixOf(jobs: readonly Job[]): Matrix {
  const rows = [...grouped(jobs, ({ service }) => service)].map(([service, own]): MatrixRow => {
    const cells = [...grouped(own, ({ region }) => region)].map(
      ([region, there]) => [region, cellOf(region, there)] as const,
    );
    const gaps = own.filter(({ is_known: isKnown }) => !isKnown).length;
    return { service, gaps, cells: new Map(cells) };
  });
  return {
    regions: [...new Set(jobs.map(({ region }) => region))].sort(byRegion),
    rows: rows.sort((a, b) => b.gaps - a.gaps || a.service.localeCompare(b.service)),
  };
}
