import { PageHeader } from "../../components/PageHeader";
import { ShareLink } from "../../components/ShareLink";
import { useText } from "../../lib/i18n";
import { ByAccount } from "./ByAccount";
import { ByRegion } from "./ByRegion";
import { scanCommand } from "./queries";
import { useRegions } from "./use-regions";
import "./regions.css";

/** Where the money goes and where the resources are. */
export default function RegionsPage() {
  const { t } = useText("regions");
  const state = useRegions();
  // Without either source, each widget says what would bring one of them.
  const below = state.kind === "no-source" ? { ...state, command: scanCommand } : state;
  return (
    <>
      <PageHeader title={t("title")} description={t("about")} actions={<ShareLink />} />
      <div className="rg-page">
        <ByRegion state={state} />
        {state.kind !== "error" && <ByAccount state={below} />}
      </div>
    </>
  );
}
