import { lazy, Suspense, useCallback, useRef, useState } from "react";
import { PageHeader } from "../../components/PageHeader";
import { ShareLink } from "../../components/ShareLink";
import { useWidget } from "../../components/widget";
import { usePageSearch } from "../../lib/feature";
import { useText } from "../../lib/i18n";
import { AdviceList } from "./AdviceList";
import { Budgets } from "./Budgets";
import { Controls } from "./Controls";
import { properties } from "./choices";
import { feature } from "./feature";
import { Headline } from "./Headline";
import { seriesKey } from "./keys";
import { List } from "./List";
import { Quantities } from "./Quantities";
import { noCollection, type Series, useUsage } from "./queries";
import "./monitoring.css";

const Detail = lazy(() => import("./Detail"));
const unfiltered = { service: undefined, account: undefined, region: undefined, metric: undefined };

/** Opens a series below the list and comes back to where it was opened. */
function useOpened() {
  const [{ of, series }, change] = usePageSearch(feature);
  const opener = useRef<HTMLElement | null>(null);
  const [justOpened, setJustOpened] = useState<string | null>(null);
  const open = useCallback(
    (one: Series) => {
      const { activeElement } = document;
      const isInDetail = activeElement?.closest(".mo-detail") != null;
      if (activeElement instanceof HTMLElement && !isInDetail) opener.current = activeElement;
      setJustOpened(seriesKey(one));
      change({ of: one.id, series: seriesKey(one) });
    },
    [change],
  );
  const close = () => {
    change({ of: undefined, series: undefined });
    opener.current?.focus();
  };
  return { of, series, justOpened, open, close };
}

/** Utilization metrics by resource, and what the bill says was consumed, over time. */
export default function Monitoring() {
  const { t } = useText("monitoring");
  const [asked, change] = usePageSearch(feature);
  const { of, series, justOpened, open, close } = useOpened();
  const query = useUsage(asked, Number(asked.page ?? "1"));
  const isFiltered = properties.some((one) => asked[one]) || asked.search !== undefined;
  const onClear = () => change({ ...unfiltered, search: undefined, page: undefined });
  const state = useWidget(query, {
    noSource: noCollection,
    isEmpty: ({ total }) => total === 0,
    ...(isFiltered && { onClear }),
  });
  const asks = state.kind !== "no-source";
  return (
    <>
      <PageHeader title={t("title")} description={t("about")} actions={<ShareLink />} />
      <div className="mo-page">
        <Headline />
        {asks && <Controls shown={query.data?.rows ?? []} />}
        {asks && <List state={state} waiting={query.isPlaceholderData} onOpen={open} />}
        {asks && of !== undefined && series !== undefined && (
          <Suspense fallback={null}>
            <Detail
              resource={of}
              series={series}
              justOpened={justOpened}
              onOpen={open}
              onClose={close}
            />
          </Suspense>
        )}
        <Quantities />
        <Budgets />
        <AdviceList />
      </div>
    </>
  );
}
