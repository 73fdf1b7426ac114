import { describe, expect, it } from "vitest";
import { coverageOf, freshnessOf, inOrder, remarkable } from "./deliveries";
import { feature } from "./feature";
import type { Delivery } from "./queries";

const delivery = (over: Partial<Delivery> = {}): Delivery => ({
  export: "finops-cur2",
  delivery_id: "d",
  payer_account_id: "111122223333",
  billing_period: "2026-11",
  shape: "CUR 2.0 parquet",
  currency: "USD",
  lines: 10,
  estimated_lines: 10,
  state: "estimated",
  is_current: true,
  delivered_at: "2026-11-22T12:00:00+00:00",
  ingested_at: "2026-11-22T13:00:00+00:00",
  roundings: [],
  notices: [],
  ...over,
});
const at = (instant: string) => new Date(instant);
const standing = (now: string, ...found: Delivery[]) =>
  freshnessOf(found, at(now)).map((payer) => payer.standing);

describe("freshness", () => {
  it("is late when the running month had no delivery for over 48 hours", () => {
    expect(standing("2026-11-24T12:00:00Z", delivery())).toEqual(["running"]);
    expect(standing("2026-11-24T12:00:01Z", delivery())).toEqual(["late"]);
  });

  it("misses the running month only once it should have been delivered", () => {
    const october = delivery({ billing_period: "2026-10", state: "final", estimated_lines: 0 });
    expect(standing("2026-11-02T00:00:00Z", october)).toEqual(["closed"]);
    expect(standing("2026-11-03T00:00:01Z", october)).toEqual(["missing"]);
  });

  it("is told per payer by the newest delivery that counts", () => {
    const found = freshnessOf(
      [
        delivery({ billing_period: "2026-10", delivered_at: "2026-11-23T00:00:00+00:00" }),
        delivery({ delivered_at: "2026-11-20T00:00:00+00:00" }),
        delivery({ delivered_at: "2026-11-23T01:00:00+00:00", is_current: false }),
        delivery({ payer_account_id: "000011112222", estimated_lines: 0 }),
      ],
      at("2026-11-23T12:00:00Z"),
    );
    expect(found).toMatchObject([
      { payer: "000011112222", month: "2026-11", openLines: 0, standing: "running" },
      {
        payer: "111122223333",
        month: "2026-11",
        deliveredAt: "2026-11-20T00:00:00+00:00",
        standing: "late",
      },
    ]);
  });

  it("says nothing without deliveries", () => {
    expect(freshnessOf([], at("2026-11-23T12:00:00Z"))).toEqual([]);
  });
});

it("lists the newest month first and in a month the newest delivery of a payer first", () => {
  const ids = inOrder([
    delivery({ delivery_id: "old", billing_period: "2025-12" }),
    delivery({ delivery_id: "first", delivered_at: "2026-11-01T00:00:00+00:00" }),
    delivery({ delivery_id: "second" }),
  ]).map((one) => one.delivery_id);
  expect(ids).toEqual(["second", "first", "old"]);
});

it("counts months held and missing, whoever misses them", () => {
  const coverage = coverageOf({
    deliveries: [delivery(), delivery({ billing_period: "2026-09" })],
    gaps: [
      { billing_period: "2026-10", payer_account_id: null },
      { billing_period: "2026-09", payer_account_id: "000011112222" },
    ],
  });
  expect(coverage).toEqual({ have: 1, of: 3, missing: ["2026-09", "2026-10"] });
});

it("remarks only on deliveries that count", () => {
  const notices = [{ key: "unmapped-service", text: "…" }];
  const roundings = [{ column: "cost", values: 1, amount: "0.000000000001" }];
  const found = remarkable([
    delivery(),
    delivery({ delivery_id: "noticed", notices }),
    delivery({ delivery_id: "rounded", roundings, billing_period: "2026-10" }),
    delivery({ delivery_id: "gone", notices, is_current: false }),
  ]);
  expect(found.map((one) => one.delivery_id)).toEqual(["noticed", "rounded"]);
});

it("takes only known states from the address", () => {
  expect(feature.validateSearch?.({ state: "partly" })).toEqual({ state: "partly" });
  expect(feature.validateSearch?.({ state: "lost" })).toEqual({});
});
