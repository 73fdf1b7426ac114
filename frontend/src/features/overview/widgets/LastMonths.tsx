import { useNavigate } from "@tanstack/react-router";
import { useMemo } from "react";
import { useWidget, Widget } from "../../../components/widget";
import { useText } from "../../../lib/i18n";
import { type Answer, noLedger, useOverview } from "../api";
import { monthlyCharts, partialMonths } from "../facts/charts";
import { gapNames, monthsBetween } from "../facts/days";
import { monthSearch } from "../facts/explorer";
import type { Metric } from "../metrics";
import { CurrencyCharts } from "./CurrencyCharts";
import { Small } from "./Figure";
import { chartBody, plainChartHeight } from "./sizes";

type BodyProps = Answer<"months"> & { readonly metric: Metric };

function Body({ part, span, metric }: BodyProps) {
  const { t, lang } = useText("overview");
  const navigate = useNavigate();
  const name = t("months.series");
  const charts = useMemo(() => monthlyCharts(part, span, name), [part, span, name]);
  const missing = gapNames(part.gaps, lang);
  return (
    <>
      <CurrencyCharts
        charts={charts}
        label={t("months")}
        summary={t("months.summary")}
        height={plainChartHeight}
        onSelect={({ category }) => {
          void navigate({ to: "/costs", search: { ...monthSearch(category, metric) } });
        }}
      />
      {missing.length > 0 && <Small>{t("months.missing", { names: missing.join(", ") })}</Small>}
    </>
  );
}

/** The bills of the last thirteen months. */
export function LastMonths({ metric }: { readonly metric: Metric }) {
  const { t, lang } = useText("overview");
  const state = useWidget(useOverview("months", metric), {
    noSource: noLedger,
    notes: ({ part }) => {
      const { start, end } = part.question;
      const missing = gapNames(part.gaps, lang);
      const partial = partialMonths(monthsBetween(start, end), part.gaps, missing);
      return partial === undefined ? {} : { partial };
    },
  });
  return (
    <Widget
      title={t("months")}
      description={t("months.description")}
      height={chartBody}
      state={state}
    >
      {(answer) => <Body {...answer} metric={metric} />}
    </Widget>
  );
}
