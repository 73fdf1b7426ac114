import Button from "@cloudscape-design/components/button";
import { useEffect, useRef } from "react";
import { Chart } from "../../components/chart";
import { PageLink } from "../../components/PageLink";
import { useWidget, Widget } from "../../components/widget";
import { formatDay } from "../../lib/dates";
import { useText } from "../../lib/i18n";
import { Fields } from "./Fields";
import { seriesKey, statisticOf } from "./keys";
import { OtherSeries } from "./OtherSeries";
import { noCollection, type Series, type UsageAnswer, useSeriesOf } from "./queries";

type Props = {
  /** The resource's id, and the key of the series that is drawn. */
  readonly resource: string;
  readonly series: string;
  /** The series that the reader opened just now: the focus follows it here. */
  readonly justOpened: string | null;
  readonly onOpen: (series: Series) => void;
  readonly onClose: () => void;
};

function Course({ series, dates }: { readonly series: Series; readonly dates: readonly string[] }) {
  const { t, lang } = useText("monitoring");
  const { metric, unit, days } = series;
  const missing = days.filter((day) => day === null).length;
  const name = `${metric}, ${statisticOf(series)}`;
  const [first = "", last = ""] = [dates[0], dates.at(-1)];
  const summary = [
    t("detail.summary", { first: formatDay(first, lang), last: formatDay(last, lang) }),
    ...(missing === 0 ? [] : [t("spark.gaps-measured", { count: missing })]),
  ].join(" ");
  return (
    <Chart
      kind="line"
      categories={dates}
      categoryKind="day"
      currency={null}
      {...(unit !== null && { unit })}
      series={[
        { id: metric, name, values: days.map((day) => (day === null ? null : String(day))) },
      ]}
      label={name}
      summary={summary}
      height={260}
    />
  );
}

type BodyProps = Pick<Props, "series" | "onOpen"> & { readonly answer: UsageAnswer };

function Body({ answer, series, onOpen }: BodyProps) {
  const { t } = useText("monitoring");
  const chosen = answer.rows.find((one) => seriesKey(one) === series);
  if (chosen === undefined) return <p className="mo-soft">{t("detail.none")}</p>;
  const { account, region, resource_type: type } = chosen;
  const own = answer.rows.filter(
    (one) => one.account === account && one.region === region && one.resource_type === type,
  );
  return (
    <div className="mo-detail__body">
      <Fields series={chosen} />
      <div className="mo-detail__course">
        <h3 translate="no">
          {chosen.metric} <span className="mo-soft">{statisticOf(chosen)}</span>
        </h3>
        <Course series={chosen} dates={answer.days} />
        <p className="mo-soft">{t(`detail.day-of-${dayOf(chosen.statistic)}`)}</p>
      </div>
      <OtherSeries all={own} opened={series} dates={answer.days} onOpen={onOpen} />
      <p>
        <PageLink to="/resources" search={{ search: chosen.id }}>
          {t("detail.resource")}
        </PageLink>
      </p>
    </div>
  );
}

/** How a day's value is made of its hours. */
function dayOf(statistic: string): "sum" | "minimum" | "average" | "largest" {
  if (statistic === "Sum" || statistic === "SampleCount") return "sum";
  if (statistic === "Minimum") return "minimum";
  return statistic === "Average" ? "average" : "largest";
}

/** One series drawn by day, what is known of its resource, and the other metrics of it. */
export default function Detail({ resource, series, justOpened, onOpen, onClose }: Props) {
  const { t } = useText("monitoring");
  const box = useRef<HTMLDivElement>(null);
  const query = useSeriesOf(resource);
  const state = useWidget(query, { noSource: noCollection });
  useEffect(() => {
    if (justOpened !== series) return;
    const widget = box.current?.querySelector<HTMLElement>(".ls-widget");
    widget?.focus({ preventScroll: true });
    widget?.scrollIntoView({ block: "start" });
  }, [justOpened, series]);
  const named = query.data?.rows.find((one) => one.id === resource)?.name;
  return (
    <div ref={box} className="mo-detail">
      <Widget
        title={t("detail", { name: named ?? resource })}
        actions={
          <Button iconName="close" onClick={onClose}>
            {t("detail.close")}
          </Button>
        }
        height={420}
        state={query.isPlaceholderData ? { kind: "loading" } : state}
      >
        {(answer) => <Body answer={answer} series={series} onOpen={onOpen} />}
      </Widget>
    </div>
  );
}
