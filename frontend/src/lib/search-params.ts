/** Search parameters as a page sees them: always text, repeated ones as a list. */
export type RawSearch = Readonly<Record<string, string | readonly string[] | undefined>>;

export function parseSearch(search: string): Record<string, string | string[]> {
  const params = new URLSearchParams(search);
  const out: Record<string, string | string[]> = {};
  for (const key of new Set(params.keys())) {
    const values = params.getAll(key);
    out[key] = values.length > 1 ? values : (values[0] ?? "");
  }
  return out;
}

function words(value: unknown): string[] {
  const all: unknown[] = Array.isArray(value) ? value : [value];
  return all
    .filter((item) => typeof item === "string" || typeof item === "number" || item === true)
    .map(String);
}

/** Plain `key=value` pairs, so that a shared address stays readable and account ids stay text. */
export function printSearch(search: Readonly<Record<string, unknown>>): string {
  const params = new URLSearchParams();
  for (const [key, value] of Object.entries(search)) {
    for (const item of words(value)) if (item !== "") params.append(key, item);
  }
  const printed = params.toString().replaceAll("%2C", ",").replaceAll("%3A", ":");
  return printed === "" ? "" : `?${printed}`;
}

/** One value of a parameter, or undefined. */
export function one(value: RawSearch[string]): string | undefined {
  return typeof value === "string" ? value : value?.[0];
}

/** All values of a parameter. */
export function many(value: RawSearch[string]): readonly string[] {
  if (value === undefined) return [];
  return typeof value === "string" ? [value] : value;
}
