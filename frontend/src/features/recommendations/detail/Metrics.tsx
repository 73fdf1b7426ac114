import { Quantity } from "../../../components/Quantity";
import { Sparkline } from "../../../components/spark";
import { TableBox } from "../../../components/TableBox";
import { formatDay } from "../../../lib/dates";
import { useText } from "../../../lib/i18n";
import { type Recommendation, type UsageAnswer, useMetricsOf } from "../queries";

type Series = UsageAnswer["rows"][number];

/** "CPUUtilization, Average" or, with dimensions of its own, "…, Average · StandardStorage". */
function nameOf({ metric, statistic, dimension }: Series): string {
  return `${metric}, ${dimension === "" ? statistic : `${statistic} · ${dimension}`}`;
}

const figures = ["mean", "largest"] as const;

function Row({ series, days }: { readonly series: Series; readonly days: readonly string[] }) {
  return (
    <tr>
      <th scope="row" translate="no">
        {nameOf(series)}
      </th>
      <td>
        <Sparkline days={series.days} dates={days} gaps="measured" />
      </td>
      {figures.map((id) => (
        <td key={id} className="ls-figure">
          <Quantity amount={series[id]} unit={series.unit} />
        </td>
      ))}
    </tr>
  );
}

/** What CloudWatch measured of the resource; nothing where nothing was measured. */
export function Metrics({ one }: { readonly one: Recommendation }) {
  const { t, lang } = useText("recommendations");
  const { data, isPlaceholderData: isOfAnother } = useMetricsOf(one.resource_id);
  const own = (data?.rows ?? []).filter(
    ({ account, region, resource_type: type }) =>
      account === one.account_id && region === one.region && type === one.resource_type,
  );
  const [first, last] = [data?.days[0], data?.days.at(-1)];
  if (isOfAnother || own.length === 0 || first === undefined || last === undefined) return null;
  return (
    <section>
      <h3>{t("detail.metrics")}</h3>
      <p className="rc-soft">
        {t("detail.metrics.days", { first: formatDay(first, lang), last: formatDay(last, lang) })}
      </p>
      <TableBox label={t("detail.metrics")}>
        <thead>
          <tr>
            <th scope="col">{t("metric.name")}</th>
            <th scope="col">{t("metric.days")}</th>
            {figures.map((id) => (
              <th key={id} scope="col" className="ls-figure">
                {t(`metric.${id}`)}
              </th>
            ))}
          </tr>
        </thead>
        <tbody>
          {own.map((series) => (
            <Row key={nameOf(series)} series={series} days={data?.days ?? []} />
          ))}
        </tbody>
      </TableBox>
    </section>
  );
}
