import FormField from "@cloudscape-design/components/form-field";
import Select from "@cloudscape-design/components/select";
import { useText } from "../../../lib/i18n";
import { metrics } from "../address";
import type { CostsState } from "../state";
import type { ChangeState } from "../use-costs";

type Props = { readonly state: CostsState; readonly change: ChangeState };

/** How cost is counted, with what each way means. */
export function MetricChoice({ state, change }: Props) {
  const { t } = useText("costs");
  const options = metrics.map((metric) => ({
    value: metric,
    label: t(`metric.${metric}`),
    description: t(`why.${metric}`),
  }));
  return (
    <FormField label={t("metric")} constraintText={t(`why.${state.metric}`)}>
      <Select
        selectedOption={options.find(({ value }) => value === state.metric) ?? null}
        options={options}
        triggerVariant="label"
        onChange={({ detail }) => {
          const metric = metrics.find((one) => one === detail.selectedOption.value);
          if (metric !== undefined) change({ metric });
        }}
      />
    </FormField>
  );
}
