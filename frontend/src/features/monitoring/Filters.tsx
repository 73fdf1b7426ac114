import PropertyFilter from "@cloudscape-design/components/property-filter";
import { useMemo } from "react";
import { useText } from "../../lib/i18n";
import { properties } from "./choices";
import { type Series, usePlaces } from "./queries";
import { type Chosen, chosenOf, tokensOf } from "./tokens";

type Props = {
  readonly chosen: Chosen;
  readonly shown: readonly Series[];
  readonly onChange: (chosen: Chosen) => void;
};

function useProperties() {
  const { t } = useText("monitoring");
  return useMemo(
    () =>
      properties.map((key) => ({
        key,
        propertyLabel: t(`column.${key}`),
        groupValuesLabel: t("filter.values", { name: t(`column.${key}`) }),
        operators: [
          {
            operator: "=" as const,
            tokenType: "enum" as const,
            format: (value: unknown) => (Array.isArray(value) ? value.join(", ") : String(value)),
          },
        ],
      })),
    [t],
  );
}

/** Every account, region and service of the inventory; of the metrics, those on screen. */
function useOptions(shown: readonly Series[]) {
  const places = usePlaces();
  return useMemo(() => {
    const known = properties.flatMap((propertyKey) => {
      const listed = propertyKey === "metric" ? [] : (places ?? []).map((one) => one[propertyKey]);
      const values = [...new Set([...listed, ...shown.map((one) => one[propertyKey])])];
      return values.sort().map((value) => ({ propertyKey, value }));
    });
    return known.filter(({ value }) => value !== "");
  }, [places, shown]);
}

/** The filters as tokens. All of them hold at once; a token holds for any of its values. */
export default function Filters({ chosen, shown, onChange }: Props) {
  const { t } = useText("monitoring");
  const filters = useProperties();
  const options = useOptions(shown);
  const tokens = tokensOf(chosen);
  return (
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
        onChange(chosenOf(detail.tokens));
      }}
    />
  );
}
