import { useWidget, Widget } from "../../../components/widget";
import { useText } from "../../../lib/i18n";
import { noLedger, useOverview } from "../api";
import type { Metric } from "../metrics";
import { Small } from "./Figure";
import { tileHeight } from "./sizes";

/** Says that there is no forecast yet. A number that nobody computed would be worse than none. */
export function ForecastTile({ metric }: { readonly metric: Metric }) {
  const { t } = useText("overview");
  const state = useWidget(useOverview("headline", metric), { noSource: noLedger });
  return (
    <Widget title={t("forecast")} height={tileHeight} state={state}>
      {() => (
        <>
          <Small>{t("forecast.whole-month")}</Small>
          <p className="ov-verdict">{t("forecast.not-built")}</p>
          <Small>{t("forecast.not-built.why")}</Small>
        </>
      )}
    </Widget>
  );
}
