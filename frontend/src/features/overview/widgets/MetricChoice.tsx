import Select from "@cloudscape-design/components/select";
import { useText } from "../../../lib/i18n";
import { explorerMetrics, focusMetrics, isMetric, type Metric } from "../metrics";

type Props = { readonly metric: Metric; readonly onChange: (metric: Metric) => void };

/** How cost is counted on the whole page, in plain words. */
export function MetricChoice({ metric, onChange }: Props) {
  const { t } = useText("overview");
  const options = (metrics: readonly Metric[]) =>
    metrics.map((value) => ({
      value,
      label: t(`metric.${value}`),
      description: t(`metric-why.${value}`),
    }));
  return (
    <div className="ov-metric">
      <Select
        inlineLabelText={t("metric")}
        selectedOption={{ value: metric, label: t(`metric.${metric}`) }}
        options={[
          { label: t("metrics.focus"), options: options(focusMetrics) },
          { label: t("metrics.explorer"), options: options(explorerMetrics) },
        ]}
        onChange={({ detail }) => {
          const { value } = detail.selectedOption;
          if (isMetric(value)) onChange(value);
        }}
      />
    </div>
  );
}
