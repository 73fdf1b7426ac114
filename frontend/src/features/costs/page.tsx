import { PageHeader } from "../../components/PageHeader";
import { ShareLink } from "../../components/ShareLink";
import { api, useApi } from "../../lib/api/client";
import { useText } from "../../lib/i18n";
import { ExportFailed } from "./actions/ExportFailed";
import { ExportMenu, useExport } from "./actions/ExportMenu";
import { ViewsMenu } from "./actions/ViewsMenu";
import { rangeAsked } from "./answers";
import { Controls } from "./controls/Controls";
import { chartQuery } from "./questions";
import { ChangesWidget } from "./results/ChangesWidget";
import { ChartWidget } from "./results/ChartWidget";
import { GroupsWidget } from "./results/GroupsWidget";
import { useCosts, useCoverage } from "./use-costs";
import "./costs.css";

/** Costs by anything: the address is the question, the page its answer. */
export default function Costs() {
  const { t } = useText("costs");
  const [state, change] = useCosts();
  const coverage = useCoverage();
  const asked = chartQuery(state);
  const query = useApi(["costs", "chart", asked], (signal) =>
    api.GET("/api/v1/costs", { params: { query: asked }, signal }),
  );
  const { busy, failure, run, dismiss } = useExport(state);
  const answered = query.data === undefined ? null : rangeAsked(query.data.question);
  const shared = { coverage, state, change };
  return (
    <>
      <PageHeader
        title={t("title")}
        description={t("description")}
        actions={
          <>
            <ViewsMenu state={state} change={change} />
            <ShareLink />
            <ExportMenu busy={busy} run={run} />
          </>
        }
      />
      <div className="ls-costs">
        {failure !== null && (
          <ExportFailed
            failure={failure}
            onRetry={() => void run(failure.format)}
            onDismiss={dismiss}
          />
        )}
        <Controls state={state} change={change} answered={answered} />
        <ChartWidget query={query} {...shared} />
        {state.compare === "none" ? (
          <GroupsWidget {...shared} />
        ) : (
          <ChangesWidget against={state.compare} {...shared} />
        )}
      </div>
    </>
  );
}
