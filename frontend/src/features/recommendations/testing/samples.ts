import type { Blind, Check, Plan, Recommendation, SavingsAnswer } from "../queries";

export function recommendation(over: Partial<Recommendation> = {}): Recommendation {
  return {
    id: "gp2-volume-000000000001",
    check: "gp2-volume",
    title: "Volume of type gp2",
    family: "storage",
    service: "ebs",
    resource_type: "aws:ebs:volume",
    resource_id: "vol-1",
    resource_arn: null,
    name: "blue",
    account_id: "111111111111",
    region: "us-east-1",
    action: "upgrade",
    monthly_savings: { amount: "1.5", currency: "USD" },
    saves_money: true,
    confidence: "high",
    effort: "minutes",
    risk: "low",
    why: "gp3 costs less.",
    remedy: "Change the type.",
    commands: ["aws ec2 modify-volume --volume-id vol-1 --volume-type gp3"],
    evidence: {
      seen: { iops: 1200, nothing: null } as unknown as Record<string, never>,
      start: "2026-10-01",
      end: "2026-10-31",
      as_of: "2026-10-31T00:00:00+00:00",
      price_source: "own bill, net amortized",
      is_estimate: true,
      lines: [
        {
          resource_id: "vol-1",
          usage_type: "EBS:VolumeUsage.gp2",
          unit: "GB-Mo",
          quantity: "75",
          amount: "7.5",
          currency: "USD",
          saved_share: "0.2",
        },
      ],
      source: "https://docs.aws.amazon.com/ebs",
      query: "SELECT 1",
      parameters: {},
    },
    after: [],
    alternatives: [],
    advice: [],
    decision: null,
    ...over,
  };
}

export function blind(over: Partial<Blind> = {}): Blind {
  return {
    check: "disabled-key",
    title: "Disabled key",
    family: "security",
    account_id: "111111111111",
    region: "us-east-1",
    missing: "resources.aws:kms:key",
    at_stake: [{ amount: "2", currency: "USD" }],
    ...over,
  };
}

export function check(over: Partial<Check> = {}): Check {
  return {
    id: "gp2-volume",
    title: "Volume of type gp2",
    family: "storage",
    service: "ebs",
    action: "upgrade",
    resources: 3,
    found: 1,
    rejected: 0,
    blind: 0,
    as_of: "2026-10-31T00:00:00+00:00",
    source: "https://docs.aws.amazon.com/ebs",
    ...over,
  };
}

export function plan(over: Partial<Plan> = {}): Plan {
  const recommendations = over.recommendations ?? [recommendation()];
  return {
    start: "2026-10-01",
    end: "2026-10-31",
    totals: [{ amount: "1.5", currency: "USD" }],
    at_stake: [],
    excluded: [],
    set_aside: [],
    rejected: [],
    advised: [],
    blind: [],
    page: { total: recommendations.length, limit: 10_000, offset: 0, next_offset: null },
    ...over,
    recommendations,
  };
}

export const nothingSaved: SavingsAnswer = {
  currency: "USD",
  monthly_savings: "0",
  saved_so_far: "0",
  decisions: [],
};
