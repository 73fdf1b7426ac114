import type { Problem } from "./problem";

/** What brings the first bill. */
export const ingestCommand = "finops ingest FOLDER";

/** The server is there, but no bill was ingested yet. */
export function isWithoutLedger(problem: Problem | undefined): boolean {
  return problem?.status === 404 && problem.type.endsWith("#NotFound");
}

/** For `useWidget`: the command that brings a bill, when there is none. */
export function noLedger({ problem }: { readonly problem?: Problem }): string | null {
  return isWithoutLedger(problem) ? ingestCommand : null;
}
