import FormField from "@cloudscape-design/components/form-field";
import Select from "@cloudscape-design/components/select";
import { useText } from "../../../lib/i18n";
import { comparisons } from "../address";
import type { CostsState } from "../state";
import type { ChangeState } from "../use-costs";

type Props = { readonly state: CostsState; readonly change: ChangeState };

/** Which earlier period the groups are held against. */
export function CompareChoice({ state, change }: Props) {
  const { t } = useText("costs");
  const options = comparisons.map((value) => ({ value, label: t(`compare.${value}`) }));
  return (
    <FormField label={t("compare")}>
      <Select
        selectedOption={options.find(({ value }) => value === state.compare) ?? null}
        options={options}
        onChange={({ detail }) => {
          const compare = comparisons.find((one) => one === detail.selectedOption.value);
          if (compare !== undefined) change({ compare });
        }}
      />
    </FormField>
  );
}
