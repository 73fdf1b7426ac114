import type { Budget, Consumed, Series } from "../queries";

export const dates = ["2026-11-20", "2026-11-21", "2026-11-22"];

export function series(over: Partial<Series> = {}): Series {
  return {
    account: "111111111111",
    region: "us-east-1",
    service: "ec2",
    resource_type: "aws:ec2:instance",
    id: "i-1",
    name: "web",
    metric: "CPUUtilization",
    statistic: "Average",
    unit: null,
    dimension: "",
    hours: 48,
    mean: 12.345678,
    smallest: 0,
    largest: 99.5,
    p95: 80,
    total: 592.59,
    last_hour: "2026-11-22T23:00:00+00:00",
    days: [10, null, 0],
    ...over,
  };
}

export function consumed(over: Partial<Consumed> = {}): Consumed {
  return {
    service: "Amazon Simple Storage Service",
    key: "TimedStorage-ByteHrs",
    unit: "GB-Mo",
    currency: "USD",
    quantity: "1234.5",
    cost: "30.235275",
    days: ["1.5", null, "0"],
    ...over,
  };
}

export function budget(over: Partial<Budget> = {}): Budget {
  return {
    account: "111111111111",
    name: "team-month",
    kind: "COST",
    time_unit: "MONTHLY",
    unit: "USD",
    limit: "100",
    actual: "80",
    forecast: "90",
    ...over,
  };
}
