import FormField from "@cloudscape-design/components/form-field";
import Select, { type SelectProps } from "@cloudscape-design/components/select";
import { useText } from "../../../lib/i18n";
import { dimensionGroups, keyOf } from "../dimensions";
import { type Names, useNames } from "../names";
import type { CostsState } from "../state";
import { type ChangeState, useKeys } from "../use-costs";

type Props = { readonly state: CostsState; readonly change: ChangeState };
type Translate = (key: string) => string;

function optionsOf(keys: readonly string[], names: Names, t: Translate, taken: string | null) {
  const option = (dimension: string): SelectProps.Option => ({
    value: dimension,
    label: names.ofDimension(dimension),
    disabled: dimension === taken,
    ...(keyOf(dimension) === null && { filteringTags: [dimension] }),
  });
  const group = (label: string, dimensions: readonly string[]): SelectProps.OptionGroup => ({
    label,
    options: dimensions.map(option),
  });
  const [usual, ...others] = dimensionGroups.map(({ id, dimensions }) =>
    group(t(`dimensions.${id}`), dimensions),
  );
  const tags = group(t("dimensions.tags"), keys);
  return [usual, tags, ...others].filter((one) => one !== undefined && one.options.length > 0);
}

/** One dimension to group by, and a second one if wanted. */
export function GroupBy({ state, change }: Props) {
  const { t } = useText("costs");
  const names = useNames();
  const keys = useKeys();
  const [first = "ServiceName", second = null] = state.by;
  const shown = (dimension: string) => ({ value: dimension, label: names.ofDimension(dimension) });
  const nothing = { value: "", label: t("by.none") };
  return (
    <>
      <FormField label={t("by.first")}>
        <Select
          selectedOption={shown(first)}
          options={optionsOf(keys, names, t, second).filter((one) => one !== undefined)}
          filteringType="auto"
          filteringAriaLabel={t("by.search")}
          onChange={({ detail }) => {
            const { value = first } = detail.selectedOption;
            change({ by: second === null ? [value] : [value, second] });
          }}
        />
      </FormField>
      <FormField label={t("by.second")}>
        <Select
          selectedOption={second === null ? nothing : shown(second)}
          options={[
            nothing,
            ...optionsOf(keys, names, t, first).filter((one) => one !== undefined),
          ]}
          filteringType="auto"
          filteringAriaLabel={t("by.search")}
          onChange={({ detail }) => {
            const { value = "" } = detail.selectedOption;
            change({ by: value === "" ? [first] : [first, value] });
          }}
        />
      </FormField>
    </>
  );
}
