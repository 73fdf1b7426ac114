import { PageHeader } from "../../components/PageHeader";
import { ShareLink } from "../../components/ShareLink";
import { useWidget } from "../../components/widget";
import { noLedger } from "../../lib/api/no-ledger";
import { useText } from "../../lib/i18n";
import { Estimated } from "./Estimated";
import { Headline } from "./Headline";
import { Identities } from "./Identities";
import { Invoices } from "./Invoices";
import { useReconciliation } from "./queries";
import { Rounding } from "./Rounding";
import "./reconciliation.css";

/** Proves that the figures are those of the bill. What has no answer is said once, on top. */
export default function Reconciliation() {
  const { t } = useText("reconciliation");
  const state = useWidget(useReconciliation(), { noSource: noLedger });
  const answers = state.kind === "ready" || state.kind === "loading";
  return (
    <>
      <PageHeader title={t("title")} description={t("about")} actions={<ShareLink />} />
      <div className="rc-page">
        <Headline state={state} />
        {answers && <Identities state={state} />}
        {state.kind !== "no-source" && <Invoices />}
        {answers && <Estimated state={state} />}
        {answers && <Rounding state={state} />}
      </div>
    </>
  );
}
