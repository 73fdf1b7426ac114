import { useNavigate } from "@tanstack/react-router";
import { useMemo } from "react";
import { PageLink } from "../../../components/PageLink";
import { useWidget, Widget } from "../../../components/widget";
import { useText } from "../../../lib/i18n";
import { type Answer, noLedger, useOverview } from "../api";
import { dailyCharts, partialMonths } from "../facts/charts";
import { formatDays, gapNames, monthsBetween } from "../facts/days";
import { barSearch, daysSearch } from "../facts/explorer";
import type { Metric } from "../metrics";
import { CurrencyCharts } from "./CurrencyCharts";
import { chartBody, chartHeight } from "./sizes";

type BodyProps = Answer<"daily"> & { readonly metric: Metric };

function Body({ part, span, metric }: BodyProps) {
  const { t, lang } = useText("overview");
  const navigate = useNavigate();
  const others = t("daily.others");
  const charts = useMemo(() => dailyCharts(part, span, { others }), [part, span, others]);
  const days = formatDays(part.question.start, part.question.end, lang);
  return (
    <CurrencyCharts
      charts={charts}
      label={t("daily")}
      summary={t("daily.summary", { days })}
      height={chartHeight}
      onSelect={(hit, facts) => {
        void navigate({ to: "/costs", search: { ...barSearch(hit, facts, metric) } });
      }}
    />
  );
}

/** Cost per day stacked by service. */
export function DailyCost({ metric }: { readonly metric: Metric }) {
  const { t, lang } = useText("overview");
  const query = useOverview("daily", metric);
  const state = useWidget(query, {
    noSource: noLedger,
    notes: ({ part }) => {
      const { start, end } = part.question;
      const missing = gapNames(part.gaps, lang);
      const partial = partialMonths(
        monthsBetween(`${start.slice(0, 7)}-01`, end),
        part.gaps,
        missing,
      );
      return partial === undefined ? {} : { partial };
    },
  });
  const costs = query.data?.part;
  return (
    <Widget
      title={t("daily")}
      description={t("daily.description")}
      height={chartBody}
      state={state}
      actions={
        costs && (
          <PageLink to="/costs" search={{ ...daysSearch(costs, metric) }}>
            {t("explore.days")}
          </PageLink>
        )
      }
    >
      {(answer) => <Body {...answer} metric={metric} />}
    </Widget>
  );
}
