import { lazy, Suspense, useCallback, useState } from "react";
import { PageHeader } from "../../components/PageHeader";
import { ShareLink } from "../../components/ShareLink";
import { useWidget } from "../../components/widget";
import { usePageSearch } from "../../lib/feature";
import { useText } from "../../lib/i18n";
import { Controls } from "./Controls";
import { feature } from "./feature";
import { List } from "./List";
import { noScan, type Resource, usePage, useResources } from "./queries";
import { Summary } from "./Summary";
import "./resources.css";

const Details = lazy(() => import("./Details"));

/** The resources that exist, what is known of each and what it costs. */
export default function Resources() {
  const { t } = useText("resources");
  const [asked, change] = usePageSearch(feature);
  const [opened, setOpened] = useState<Resource | null>(null);
  const open = useCallback((resource: Resource) => {
    setOpened(resource);
  }, []);
  const [page, turnTo] = usePage(JSON.stringify(asked));
  const query = useResources(asked, page);
  const isFiltered = asked.where !== undefined || asked.search !== undefined;
  const state = useWidget(query, {
    noSource: noScan,
    isEmpty: ({ total }) => total === 0,
    ...(isFiltered && { onClear: () => change({ where: undefined, search: undefined }) }),
  });
  const asks = state.kind !== "no-source";
  return (
    <>
      <PageHeader title={t("title")} description={t("about")} actions={<ShareLink />} />
      <div className="re-page">
        {asks && <Controls shown={query.data?.resources ?? []} />}
        <Summary state={state} />
        {asks && (
          <List
            state={state}
            waiting={query.isPlaceholderData}
            page={page}
            onPage={turnTo}
            onOpen={open}
          />
        )}
      </div>
      {opened !== null && (
        <Suspense fallback={null}>
          <Details
            resource={opened}
            month={query.data?.cost_month ?? null}
            onClose={() => {
              setOpened(null);
            }}
          />
        </Suspense>
      )}
    </>
  );
}
