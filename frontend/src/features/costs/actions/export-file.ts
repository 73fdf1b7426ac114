import { api } from "../../../lib/api/client";
import { asProblem, type Problem } from "../../../lib/api/problem";
import { exportQuery } from "../questions";
import type { CostsState } from "../state";

export const formats = ["csv", "xlsx"] as const;
export type Format = (typeof formats)[number];

/** The whole answer as a file, made by the server in the reader's language. */
async function fetchFile(state: CostsState, format: Format): Promise<Blob | undefined> {
  const query = exportQuery(state);
  const parseAs = "blob";
  if (state.compare === "none") {
    const init = { params: { query }, parseAs } as const;
    return format === "csv"
      ? (await api.GET("/api/v1/costs.csv", init)).data
      : (await api.GET("/api/v1/costs.xlsx", init)).data;
  }
  const init = { params: { query: { ...query, against: state.compare } }, parseAs } as const;
  return format === "csv"
    ? (await api.GET("/api/v1/changes.csv", init)).data
    : (await api.GET("/api/v1/changes.xlsx", init)).data;
}

/** What the file is called: what it holds, of when. */
export function fileName(state: CostsState, format: Format): string {
  const what = state.compare === "none" ? "costs" : "changes";
  const by = state.by.map((dimension) => dimension.replaceAll(/[^\w-]+/g, "-")).join("-");
  const when = [state.from, state.to].filter((day) => day !== null).join("_");
  return `${[what, by, when].filter((part) => part !== "").join("-")}.${format}`;
}

function offer(file: Blob, name: string): void {
  const address = URL.createObjectURL(file);
  const link = document.createElement("a");
  link.href = address;
  link.download = name;
  link.click();
  setTimeout(() => {
    URL.revokeObjectURL(address);
  }, 10_000);
}

/** Hands the file to the reader; says what went wrong, or null. */
export async function exportFile(
  state: CostsState,
  format: Format,
  unreachable: string,
): Promise<Problem | null> {
  try {
    const file = await fetchFile(state, format);
    if (file !== undefined) offer(file, fileName(state, format));
    return null;
  } catch (error) {
    return asProblem(error, unreachable);
  }
}
