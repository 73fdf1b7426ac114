import { PageHeader } from "../../components/PageHeader";
import { ShareLink } from "../../components/ShareLink";
import { useWidget } from "../../components/widget";
import { ingestCommand, noLedger } from "../../lib/api/no-ledger";
import { formatMonth } from "../../lib/dates";
import { usePageSearch } from "../../lib/feature";
import { useText } from "../../lib/i18n";
import { AddSource } from "./AddSource";
import { Deliveries } from "./Deliveries";
import { coverageOf } from "./deliveries";
import { Freshness } from "./Freshness";
import { feature } from "./feature";
import { Gaps } from "./Gaps";
import { Notices } from "./Notices";
import { useSources } from "./queries";
import "./sources.css";

/** Where the figures come from and how fresh they are. What has no answer is said once, on top. */
export default function SourcesPage() {
  const { t, lang } = useText("sources");
  const [{ state: wanted }, change] = usePageSearch(feature);
  const query = useSources();
  const state = useWidget(query, {
    noSource: ({ data, problem }) =>
      data?.deliveries.length === 0 ? ingestCommand : noLedger({ ...(problem && { problem }) }),
  });
  const listed = useWidget(query, {
    isEmpty: ({ deliveries }) => !deliveries.some((one) => one.state === wanted),
    ...(wanted !== undefined && { onClear: () => change({ state: undefined }) }),
    notes: (sources) => {
      const { have, of, missing } = coverageOf(sources);
      const names = missing.map((month) => formatMonth(month, lang));
      return {
        estimated: sources.deliveries.some((one) => one.is_current && one.estimated_lines > 0),
        ...(missing.length > 0 && { partial: { have, of, missing: names } }),
      };
    },
  });
  const answers = state.kind === "ready" || state.kind === "loading";
  return (
    <>
      <PageHeader title={t("title")} description={t("about")} actions={<ShareLink />} />
      <div className="so-page">
        <Freshness state={state} />
        {answers && <Gaps state={state} />}
        {answers && <Deliveries state={listed} />}
        {answers && <Notices state={state} />}
        <AddSource />
      </div>
    </>
  );
}
