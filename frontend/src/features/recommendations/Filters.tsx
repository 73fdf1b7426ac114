import FormField from "@cloudscape-design/components/form-field";
import PropertyFilter from "@cloudscape-design/components/property-filter";
import { useMemo } from "react";
import { useText } from "../../lib/i18n";
import type { Chosen, Property } from "./choices";
import type { Plan } from "./queries";
import { type Known, ofAdvised, ofRecommendation, ofRejected } from "./rows";
import { chosenOf, tokensOf } from "./tokens";
import { useValueNames } from "./words";

type Props = {
  readonly plan: Plan | undefined;
  readonly offered: readonly Property[];
  readonly chosen: Chosen;
  readonly onChange: (chosen: ReturnType<typeof chosenOf>) => void;
};

function useProperties({ plan, offered }: Pick<Props, "plan" | "offered">) {
  const { t } = useText("recommendations");
  const nameOf = useValueNames(plan);
  return useMemo(
    () =>
      offered.map((key) => ({
        key,
        propertyLabel: t(`column.${key}`),
        groupValuesLabel: t("filter.values", { name: t(`column.${key}`) }),
        operators: [
          {
            operator: "=" as const,
            tokenType: "enum" as const,
            format: (value: unknown) =>
              (Array.isArray(value) ? value : [value])
                .map((one) => nameOf(key, String(one)))
                .join(", "),
          },
        ],
      })),
    [offered, nameOf, t],
  );
}

function knownIn(plan: Plan): readonly Known[] {
  return [
    ...[...plan.recommendations, ...plan.set_aside].map(ofRecommendation),
    ...plan.rejected.map(ofRejected),
    ...plan.advised.map(ofAdvised),
  ];
}

/** Every value that a row has. */
function useOptions({ plan, offered }: Pick<Props, "plan" | "offered">) {
  const nameOf = useValueNames(plan);
  return useMemo(() => {
    const known = plan === undefined ? [] : knownIn(plan);
    return offered.flatMap((propertyKey) => {
      const values = new Set(known.flatMap(({ facets }) => facets[propertyKey] ?? []));
      return [...values]
        .map((value) => ({ propertyKey, value, label: nameOf(propertyKey, value) }))
        .sort((a, b) => a.label.localeCompare(b.label));
    });
  }, [plan, offered, nameOf]);
}

/** The filters as tokens. All of them hold at once; a token holds for any of its values. */
export default function Filters({ plan, offered, chosen, onChange }: Props) {
  const { t } = useText("recommendations");
  const filters = useProperties({ plan, offered });
  const options = useOptions({ plan, offered });
  const tokens = tokensOf(chosen, offered);
  return (
    <FormField label={t("filter")} stretch>
      <PropertyFilter
        query={{ operation: "and", tokens }}
        filteringProperties={filters}
        filteringOptions={options}
        disableFreeTextFiltering
        hideOperations
        filteringPlaceholder={t("filter.placeholder")}
        filteringAriaLabel={t("filter")}
        filteringEmpty={t("filter.empty")}
        {...(tokens.length > 1 && { filteringConstraintText: t("filter.all") })}
        onChange={({ detail }) => {
          onChange(chosenOf(detail.tokens, offered));
        }}
      />
    </FormField>
  );
}
