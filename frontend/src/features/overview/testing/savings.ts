import type { Plan, Recommendation } from "../savings";

export function best(id: string, over: Partial<Recommendation> = {}): Recommendation {
  return {
    id,
    check: "gp2-volume",
    title: "Volume of type gp2",
    family: "storage",
    service: "ebs",
    resource_type: "aws:ebs:volume",
    resource_id: `vol-${id}`,
    resource_arn: null,
    name: null,
    account_id: "111111111111",
    region: "us-east-1",
    action: "upgrade",
    monthly_savings: { amount: "1.5", currency: "USD" },
    saves_money: true,
    confidence: "high",
    effort: "minutes",
    risk: "low",
    why: "",
    remedy: "",
    commands: [],
    evidence: {
      seen: {},
      start: "2026-10-01",
      end: "2026-10-31",
      as_of: null,
      price_source: null,
      is_estimate: false,
      lines: [],
      source: "",
      query: "",
      parameters: {},
    },
    after: [],
    alternatives: [],
    advice: [],
    decision: null,
    ...over,
  };
}

export function plan(recommendations: readonly Recommendation[] = [], total = 0): Plan {
  return {
    start: "2026-10-01",
    end: "2026-10-31",
    totals: total === 0 ? [] : [{ amount: "4.25", currency: "USD" }],
    at_stake: [],
    recommendations: [...recommendations],
    excluded: [],
    set_aside: [],
    rejected: [],
    advised: [],
    blind: [],
    page: { total, limit: 3, offset: 0, next_offset: null },
  };
}
