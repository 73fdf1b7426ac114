type Fields = {
  readonly type: string;
  readonly title: string;
  readonly status: number;
  readonly detail: string | null;
  readonly fix: string | null;
  readonly request_id: string | null;
};

/** What went wrong, to which thing, and what to do next (RFC 9457 plus `fix` and `request_id`). */
export class Problem extends Error implements Fields {
  override readonly name = "Problem";
  readonly type: string;
  readonly title: string;
  readonly status: number;
  readonly detail: string | null;
  readonly fix: string | null;
  readonly request_id: string | null;

  constructor(fields: Fields) {
    super(fields.title);
    this.type = fields.type;
    this.title = fields.title;
    this.status = fields.status;
    this.detail = fields.detail;
    this.fix = fields.fix;
    this.request_id = fields.request_id;
  }

  /** The server was not reached at all. */
  get isNetwork(): boolean {
    return this.status === 0;
  }
}

const wordOrNull = (value: unknown) => (typeof value === "string" && value !== "" ? value : null);

function isRecord(value: unknown): value is Record<string, unknown> {
  return typeof value === "object" && value !== null;
}

/**
 * Reads any failed response, also one that is not problem+json. A problem of type about:blank
 * carries HTTP's English phrase as its title; `unnamed` is said instead.
 */
export async function problemOf(response: Response, unnamed: string): Promise<Problem> {
  const body: unknown = await response.json().catch(() => null);
  const fields = isRecord(body) ? body : {};
  const type = wordOrNull(fields.type) ?? "about:blank";
  const title = wordOrNull(fields.title);
  return new Problem({
    type,
    title: fields.type === "about:blank" ? unnamed : (title ?? `HTTP ${response.status}`),
    status: response.status,
    detail: wordOrNull(fields.detail),
    fix: wordOrNull(fields.fix),
    request_id: wordOrNull(fields.request_id) ?? response.headers.get("x-request-id"),
  });
}

/** Whatever was thrown, as a problem that can be shown. */
export function asProblem(error: unknown, unreachable: string, unreadable = unreachable): Problem {
  if (error instanceof Problem) return error;
  const network = error instanceof TypeError;
  const detail = error instanceof Error ? error.message : String(error);
  return new Problem({
    type: network ? "about:network" : "about:unreadable",
    title: network ? unreachable : unreadable,
    status: network ? 0 : 500,
    detail: network ? null : detail,
    fix: null,
    request_id: null,
  });
}
