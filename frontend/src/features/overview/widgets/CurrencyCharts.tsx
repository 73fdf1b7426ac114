import { Chart, type ChartFacts, type ChartSelection } from "../../../components/chart";
import { useText } from "../../../lib/i18n";

type Props = {
  readonly charts: readonly ChartFacts[];
  readonly label: string;
  readonly summary: string;
  readonly height: number;
  readonly onSelect: (hit: ChartSelection, facts: ChartFacts) => void;
};

/** A drawing per currency: amounts of two currencies share neither a sum nor an axis. */
export function CurrencyCharts({ charts, label, summary, height, onSelect }: Props) {
  const { t } = useText("overview");
  const several = charts.length > 1;
  if (charts.length === 0) return <p className="ov-small">{t("no-charges")}</p>;
  return (
    <>
      {charts.map((facts) => (
        <div key={facts.currency}>
          {several && <h3 className="ov-currency-name">{facts.currency}</h3>}
          <Chart
            {...facts}
            label={several ? `${label}, ${facts.currency}` : label}
            summary={summary}
            height={height}
            onSelect={(hit) => {
              onSelect(hit, facts);
            }}
          />
        </div>
      ))}
    </>
  );
}
