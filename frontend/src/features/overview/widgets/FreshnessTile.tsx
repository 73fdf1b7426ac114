import { Freshness } from "../../../components/Freshness";
import { PageLink } from "../../../components/PageLink";
import { useWidget, Widget } from "../../../components/widget";
import { formatInstant, formatShortDay } from "../../../lib/dates";
import { useText } from "../../../lib/i18n";
import { type Answer, noLedger, type Span, useOverview } from "../api";
import { formatLongMonth, gapNames, shiftDay } from "../facts/days";
import { linesOf, newestDelivery, oldestDelivery } from "../facts/freshness";
import { formatShare } from "../facts/unknowns";
import { tileHeight } from "./sizes";

function Complete({ span }: { readonly span: Span }) {
  const { t, lang } = useText("overview");
  const until = span.complete_until;
  if (!span.is_running) {
    return t("freshness.whole-month", { month: formatLongMonth(span.start, lang) });
  }
  if (until === null || until <= span.start) return t("change.no-complete-day");
  return t("freshness.until", { day: formatShortDay(shiftDay(until, -1), lang) });
}

function Body({ span, gaps, part }: Answer<"freshness">) {
  const { t, lang } = useText("overview");
  const newest = newestDelivery(part);
  const { estimated, all } = linesOf(part);
  const missing = gapNames(gaps, lang);
  return (
    <>
      <p className="ov-badges">
        <Freshness at={oldestDelivery(part)} />
      </p>
      <p className="ov-verdict">
        <Complete span={span} />
      </p>
      <dl className="ov-parts">
        {newest !== null && (
          <div>
            <dt>{t("freshness.newest")}</dt>
            <dd className="ov-nowrap">{formatInstant(newest, lang)}</dd>
          </div>
        )}
        {all > 0 && (
          <div>
            <dt>{t("freshness.estimated")}</dt>
            <dd>{formatShare(estimated / all, lang)}</dd>
          </div>
        )}
        <div>
          <dt>{t("freshness.gaps")}</dt>
          <dd>{missing.length === 0 ? t("freshness.no-gaps") : missing.join(", ")}</dd>
        </div>
      </dl>
    </>
  );
}

/** How new the figures are and up to which day they are whole. */
export function FreshnessTile() {
  const { t } = useText("overview");
  const state = useWidget(useOverview("freshness"), { noSource: noLedger });
  return (
    <Widget
      title={t("freshness")}
      height={tileHeight}
      state={state}
      actions={<PageLink to="/sources">{t("freshness.sources")}</PageLink>}
    >
      {(answer) => <Body {...answer} />}
    </Widget>
  );
}
