import { PageLink } from "../../../components/PageLink";
import { useWidget, Widget } from "../../../components/widget";
import { useText } from "../../../lib/i18n";
import { noLedger, useOverview } from "../api";
import { notesOf } from "../facts/change";
import { formatDays } from "../facts/days";
import { movedSearch } from "../facts/explorer";
import type { Metric } from "../metrics";
import { ChangesTable } from "./ChangesTable";
import { listHeight } from "./sizes";

/** The services that moved most, in the order of the answer: largest difference first. */
export function BiggestChanges({ metric }: { readonly metric: Metric }) {
  const { t, lang } = useText("overview");
  const query = useOverview("changes", metric);
  const state = useWidget(query, {
    noSource: noLedger,
    notes: ({ part }) => notesOf(part, lang),
  });
  const moved = query.data?.part ?? null;
  const days = moved && {
    now: formatDays(moved.current.start, moved.current.end, lang),
    before: formatDays(moved.previous.start, moved.previous.end, lang),
  };
  return (
    <Widget
      title={t("changes")}
      description={days === null ? t("changes.order") : t("changes.description", days)}
      height={listHeight}
      state={state}
      actions={
        moved !== null && (
          <PageLink to="/costs" search={{ ...movedSearch(moved, metric) }}>
            {t("explore.changes")}
          </PageLink>
        )
      }
    >
      {({ part }) =>
        part === null || part.changes.length === 0 ? (
          <p className="ov-empty">
            {t(part === null ? "change.no-complete-day.why" : "change.nothing")}
          </p>
        ) : (
          <ChangesTable moved={part} metric={metric} />
        )
      }
    </Widget>
  );
}
