import { Fragment } from "react";
import { PageHeader } from "../../components/PageHeader";
import { ShareLink } from "../../components/ShareLink";
import { Widget } from "../../components/widget";
import { usePageSearch } from "../../lib/feature";
import { useText } from "../../lib/i18n";
import { noLedger, useOverview } from "./api";
import { feature } from "./feature";
import { isMetric, type Metric, usualMetric } from "./metrics";
import { BiggestChanges } from "./widgets/BiggestChanges";
import { ChangeTile } from "./widgets/ChangeTile";
import { DailyCost } from "./widgets/DailyCost";
import { ForecastTile } from "./widgets/ForecastTile";
import { FreshnessTile } from "./widgets/FreshnessTile";
import { LastMonths } from "./widgets/LastMonths";
import { LazySavings } from "./widgets/LazySavings";
import { MetricChoice } from "./widgets/MetricChoice";
import { MonthTile } from "./widgets/MonthTile";
import { Unknowns } from "./widgets/Unknowns";
import "./overview.css";

/** Stands instead of all widgets when no bill was ever read: the same words eight times help nobody. */
function FirstStep({ command }: { readonly command: string }) {
  const { t } = useText("overview");
  return (
    <Widget title={t("first-step")} height={160} state={{ kind: "no-source", command }}>
      {() => null}
    </Widget>
  );
}

function Widgets({ metric }: { readonly metric: Metric }) {
  return (
    <div className="ov-page">
      <div className="ov-tiles">
        <MonthTile metric={metric} />
        <ChangeTile metric={metric} />
        <ForecastTile metric={metric} />
        <FreshnessTile />
      </div>
      <LazySavings />
      <div className="ov-grid">
        <DailyCost metric={metric} />
        <LastMonths metric={metric} />
        <BiggestChanges metric={metric} />
        <Unknowns metric={metric} />
      </div>
    </div>
  );
}

/** Where the last month held stands. */
export default function Overview() {
  const { t } = useText("overview");
  const [search, change] = usePageSearch(feature);
  // The router merges raw parameters under the validated ones: a wrong one may still be there.
  const metric = isMetric(search.metric) ? search.metric : usualMetric;
  const { error } = useOverview("freshness");
  const command = error === null ? null : noLedger({ problem: error });
  const choose = (next: Metric) => {
    change({ metric: next === usualMetric ? undefined : next });
  };
  return (
    <>
      <PageHeader
        title={t("title")}
        description={t("description")}
        actions={
          <div className="ov-actions">
            <MetricChoice metric={metric} onChange={choose} />
            <ShareLink />
          </div>
        }
      >
        <p className="ov-metric-why">
          <strong>{t(`metric.${metric}`)}</strong> {t(`metric-why.${metric}`)}
        </p>
      </PageHeader>
      {command === null ? (
        // Remounted per metric: figures counted one way never stand under the name of another.
        <Fragment key={metric}>
          <Widgets metric={metric} />
        </Fragment>
      ) : (
        <FirstStep command={command} />
      )}
    </>
  );
}
