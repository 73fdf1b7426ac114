import PropertyFilter from "@cloudscape-design/components/property-filter";
import { useMemo } from "react";
import { useText } from "../../../lib/i18n";
import { dimensionGroups } from "../dimensions";
import { useNames } from "../names";
import type { CostsState } from "../state";
import { type ChangeState, useKeys } from "../use-costs";
import { filtersOf, tokensOf } from "./tokens";
import { useSuggestions } from "./useSuggestions";

type Props = { readonly state: CostsState; readonly change: ChangeState };

function useProperties(state: CostsState) {
  const { t } = useText("costs");
  const names = useNames();
  const keys = useKeys();
  return useMemo(() => {
    const columns = dimensionGroups.flatMap(({ dimensions }): readonly string[] => dimensions);
    const asked = state.filters.map(({ dimension }) => dimension);
    return [...new Set([...columns, ...keys, ...asked])].map((key) => ({
      key,
      propertyLabel: names.ofDimension(key),
      groupValuesLabel: t("filter.values", { name: names.ofDimension(key) }),
      operators: (["=", "!="] as const).map((operator) => ({
        operator,
        tokenType: "enum" as const,
        format: (value: unknown) =>
          (Array.isArray(value) ? value : [value])
            .map((one) => names.ofValue(key, String(one)))
            .join(", "),
      })),
    }));
  }, [state.filters, keys, names, t]);
}

/** The filters as tokens. All of them hold at once; a token holds for any of its values. */
export default function Filters({ state, change }: Props) {
  const { t } = useText("costs");
  const properties = useProperties(state);
  const { status, options, onLoadItems } = useSuggestions(state);
  return (
    <PropertyFilter
      query={{ operation: "and", tokens: tokensOf(state.filters) }}
      filteringProperties={properties}
      filteringOptions={options}
      filteringStatusType={status}
      onLoadItems={onLoadItems}
      disableFreeTextFiltering
      hideOperations
      filteringPlaceholder={t("filter.placeholder")}
      filteringAriaLabel={t("filter")}
      filteringLoadingText={t("filter.loading")}
      filteringErrorText={t("filter.error")}
      filteringRecoveryText={t("filter.retry")}
      filteringEmpty={t("filter.empty")}
      {...(state.filters.length > 1 && { filteringConstraintText: t("filter.all") })}
      onChange={({ detail }) => {
        change({ filters: filtersOf(detail.tokens) });
      }}
    />
  );
}
