import type { components } from "../../../lib/api/schema";
import type { Change } from "../api";

type Schemas = components["schemas"];

export const span: Schemas["WindowDocument"] = {
  start: "2026-11-01",
  end: "2026-12-01",
  is_running: true,
  last_day: "2026-11-02",
  complete_until: "2026-11-02",
};

type RowOf = {
  readonly bucket?: string;
  readonly service?: string;
  readonly currency?: string;
  readonly amount: string | null;
};

/** A row whose cost is all gross. */
export function row({ bucket, service, currency = "USD", amount }: RowOf) {
  return {
    bucket: bucket ?? null,
    keys: (service === undefined ? {} : { ServiceName: service }) as Record<string, string>,
    currency,
    gross: amount,
    credits: "0",
    refunds: "0",
    after_credits: amount,
  };
}

export function costs(
  period: { readonly start: string; readonly end: string },
  rows: Schemas["CostRowDocument"][],
  more: Partial<Schemas["CostDocument"]> = {},
): Schemas["CostDocument"] {
  const currencies = [...new Set(rows.map(({ currency }) => currency))].sort();
  return {
    question: {
      ...period,
      basis: "days",
      metric: "effective",
      granularity: "day",
      by: [],
      filters: [],
    },
    data_version: "v1",
    rows,
    others: [],
    totals: currencies.map((currency) => row({ currency, amount: "1" })),
    gaps: [],
    ...more,
  };
}

const november = { start: "2026-11-01", end: "2026-11-02" };
const october = { start: "2026-10-01", end: "2026-10-02" };

export function moved(changes: Change[]): Schemas["MovedDocument"] {
  return {
    current: costs(november, []).question,
    previous: costs(october, []).question,
    changes,
    current_gaps: [],
    previous_gaps: [],
  };
}

export function change(service: string | null, fields: Partial<Change>) {
  return {
    keys: (service === null ? {} : { ServiceName: service }) as Record<string, string>,
    currency: "USD",
    previous: "10",
    current: "12.5",
    difference: "2.5",
    ratio: 0.25,
    ...fields,
  };
}

const parts = {
  headline: {
    costs: costs({ start: "2026-11-01", end: "2026-12-01" }, [], {
      totals: [
        {
          ...row({ amount: "14517.3937451437" }),
          gross: "14600.39",
          credits: "-80",
          refunds: "-2.9962548563",
        },
      ],
    }),
    change: moved([change(null, {})]),
    forecast: { is_built: false, amount: null },
  },
  months: costs(
    { start: "2026-10-01", end: "2026-12-01" },
    [row({ bucket: "2026-11-01", amount: "14517.39" })],
    { gaps: [{ billing_period: "2026-10", payer_account_id: null }] },
  ),
  daily: costs({ start: "2026-11-01", end: "2026-11-03" }, [
    row({ bucket: "2026-11-01", service: "Amazon S3", amount: "3.5" }),
  ]),
  changes: moved([
    change("Amazon S3", {}),
    change("AWS Glue", { current: "8", difference: "-2", ratio: -0.2 }),
    change("AWS Lambda", { previous: null, difference: null, ratio: null }),
  ]),
  unknowns: [
    {
      kind: "untagged",
      name: "tag:team",
      currency: "USD",
      amount: "3642.37",
      share: 0.2509,
      shown_by: { dimension: "tag:team", values: ["(untagged)"], negated: false },
    },
    {
      kind: "unknown_cost",
      name: "list",
      currency: "USD",
      amount: null,
      share: null,
      shown_by: null,
    },
  ],
  freshness: [
    {
      payer_account_id: "111122223333",
      billing_period: "2026-11",
      delivered_at: "2026-11-02T10:00:00Z",
      ingested_at: "2026-11-02T11:00:00Z",
      lines: 200,
      estimated_lines: 50,
    },
  ],
} satisfies Omit<Schemas["OverviewDocument"], "window" | "data_version" | "gaps">;

export type Parts = { -readonly [Part in keyof typeof parts]: Schemas["OverviewDocument"][Part] };

/** The API's answer for one part, the others null, as it sends them. */
export function answerOf(
  part: string,
  changed: Partial<Parts> = {},
  window: Partial<typeof span> = {},
): Schemas["OverviewDocument"] {
  const all: Parts = { ...parts, ...changed };
  const nothing = Object.fromEntries(Object.keys(parts).map((name) => [name, null]));
  const asked = { [part]: all[part as keyof Parts] };
  return {
    ...(nothing as Parts),
    ...asked,
    window: { ...span, ...window },
    data_version: "v1",
    gaps: [],
  };
}
