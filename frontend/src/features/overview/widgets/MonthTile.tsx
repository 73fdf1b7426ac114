import { Money } from "../../../components/Money";
import { useWidget, Widget } from "../../../components/widget";
import { formatShortDay } from "../../../lib/dates";
import { useText } from "../../../lib/i18n";
import { type Answer, type CostRow, noLedger, useOverview } from "../api";
import { formatLongMonth, gapNames } from "../facts/days";
import { isEstimated } from "../facts/freshness";
import type { Metric } from "../metrics";
import { Figure, Small } from "./Figure";
import { tileHeight } from "./sizes";

function Parts({ row }: { readonly row: CostRow }) {
  const { t } = useText("overview");
  const parts = [
    { word: t("month.gross"), amount: row.gross },
    { word: t("month.credits"), amount: row.credits },
    { word: t("month.refunds"), amount: row.refunds },
  ];
  return (
    <dl className="ov-parts">
      {parts.map(({ word, amount }) => (
        <div key={word}>
          <dt>{word}</dt>
          <dd>
            <Money amount={amount} currency={row.currency} />
          </dd>
        </div>
      ))}
    </dl>
  );
}

function Body({ span, part }: Answer<"headline">) {
  const { t, lang } = useText("overview");
  const month = formatLongMonth(span.start, lang);
  const last = span.last_day;
  if (part.costs.totals.length === 0) return <Small>{t("month.nothing", { month })}</Small>;
  return (
    <>
      <Small>
        {span.is_running && last !== null
          ? t("month.so-far", { month, day: formatShortDay(last, lang) })
          : t("month.whole", { month })}
      </Small>
      {part.costs.totals.map((row) => (
        <div key={row.currency} className="ov-currency">
          <Figure amount={row.after_credits} currency={row.currency} />
          <Parts row={row} />
        </div>
      ))}
    </>
  );
}

/** What the month cost so far, after credits and refunds. */
export function MonthTile({ metric }: { readonly metric: Metric }) {
  const { t, lang } = useText("overview");
  const bills = useOverview("freshness").data?.part;
  const state = useWidget(useOverview("headline", metric), {
    noSource: noLedger,
    notes: ({ part }) => {
      const missing = gapNames(part.costs.gaps, lang);
      const of = Math.max(bills?.length ?? 0, missing.length);
      const partial = missing.length > 0 && { partial: { have: of - missing.length, of, missing } };
      return { estimated: isEstimated(bills), ...partial };
    },
  });
  return (
    <Widget title={t("month")} height={tileHeight} state={state}>
      {(answer) => <Body {...answer} />}
    </Widget>
  );
}
