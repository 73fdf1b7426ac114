import { useMemo } from "react";
import { useText } from "../../lib/i18n";
import type { Property } from "./choices";
import type { Plan, Recommendation } from "./queries";

/** Values of these are AWS's own words. */
const untold: readonly Property[] = ["account", "region", "check"];

/** Every recommendation there is: in the plan, excluded by it, or set aside. */
export function allOf({
  recommendations,
  excluded,
  set_aside: aside,
}: Plan): readonly Recommendation[] {
  return [...recommendations, ...excluded, ...aside];
}

/** The titles of all checks that the plan names, by their ids. */
export function titlesOf(plan: Plan | undefined): ReadonlyMap<string, string> {
  if (plan === undefined) return new Map();
  const all = [...allOf(plan), ...plan.rejected, ...plan.blind];
  return new Map(all.map(({ check, title }) => [check, title]));
}

/** How a value of a property is called in the reader's language. */
export function useValueNames(plan: Plan | undefined) {
  const { t } = useText("recommendations");
  return useMemo(() => {
    const titles = titlesOf(plan);
    return (property: Property, value: string): string => {
      if (property === "check") return titles.get(value) ?? value;
      return untold.includes(property) ? value : t(`word.${property}.${value}`);
    };
  }, [plan, t]);
}

const commands: Readonly<Record<string, string>> = {
  resources: "finops scan",
  costs: "finops ingest FOLDER",
};

/** The command that brings what a check lacks. */
export function commandFor(missing: string): string {
  const [scope = ""] = missing.split(".");
  return commands[scope] ?? "finops collect";
}

/** "metrics.aws:ec2:instance" as its kind and its type. */
export function needOf(missing: string) {
  const [scope = "", ...type] = missing.split(".");
  return { scope, type: type.join(".").replace(/^aws:/, "") };
}
