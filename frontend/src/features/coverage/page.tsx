import { PageHeader } from "../../components/PageHeader";
import { ShareLink } from "../../components/ShareLink";
import { useWidget } from "../../components/widget";
import { useText } from "../../lib/i18n";
import { CatalogueWidgets } from "./CatalogueWidgets";
import { Headline } from "./Headline";
import { List } from "./List";
import { MatrixWidget } from "./MatrixWidget";
import { noScan, useJobs } from "./queries";
import "./coverage.css";

/** Which questions about the estate have an answer. What has none is said once, on top. */
export default function Coverage() {
  const { t } = useText("coverage");
  const state = useWidget(useJobs(), { noSource: noScan });
  const answers = state.kind === "ready" || state.kind === "loading";
  return (
    <>
      <PageHeader title={t("title")} description={t("about")} actions={<ShareLink />} />
      <div className="co-page">
        <Headline state={state} />
        {answers && <MatrixWidget state={state} />}
        {answers && <List />}
        <CatalogueWidgets />
      </div>
    </>
  );
}
