/** AWS's names of its own advisors. */
const advisors: Readonly<Record<string, string>> = {
  "compute-optimizer": "AWS Compute Optimizer",
  "cost-explorer": "AWS Cost Explorer",
  "cost-optimization-hub": "AWS Cost Optimization Hub",
  "trusted-advisor": "AWS Trusted Advisor",
};

/** Who gave the advice: "compute-optimizer:volumes" as "AWS Compute Optimizer". */
export function advisorOf(source: string): string {
  const [key = ""] = source.split(":");
  return advisors[key] ?? key;
}
