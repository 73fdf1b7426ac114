import { Chart } from "../../components/chart";
import { formatDay } from "../../lib/dates";
import { useText } from "../../lib/i18n";
import type { Consumed } from "./queries";

type Props = { readonly row: Consumed; readonly dates: readonly string[] };

/** One row's quantity on each day; a day without a line on the bill has no bar. */
export function ConsumedCourse({ row, dates }: Props) {
  const { t, lang } = useText("monitoring");
  const { service, key, unit, days } = row;
  const name = key === "" ? service : key;
  const missing = days.filter((day) => day === null).length;
  const [first = "", last = ""] = [dates[0], dates.at(-1)];
  const summary = [
    t("quantities.summary", { unit, first: formatDay(first, lang), last: formatDay(last, lang) }),
    ...(missing === 0 ? [] : [t("spark.gaps-billed", { count: missing })]),
  ].join(" ");
  return (
    <div className="mo-consumed__course">
      <h3>
        <span translate="no">{name}</span>{" "}
        <span className="mo-soft" translate="no">
          {unit}
        </span>
      </h3>
      <Chart
        kind="stacked-bar"
        categories={dates}
        categoryKind="day"
        currency={null}
        unit={unit}
        series={[{ id: "quantity", name: t("column.quantity"), values: days }]}
        label={`${name} (${unit})`}
        summary={summary}
        height={300}
      />
    </div>
  );
}
