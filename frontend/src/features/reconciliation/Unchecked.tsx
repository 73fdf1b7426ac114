import { CopyCommand } from "../../components/CopyCommand";
import { useText } from "../../lib/i18n";

export const controlsCommand = "finops serve --controls invoices.csv";

/** What to give so that an identity without a verdict gets one. */
export function Unchecked() {
  const { t } = useText("reconciliation");
  return (
    <div className="rc-unchecked">
      <p>{t("unchecked.why")}</p>
      <CopyCommand command={controlsCommand} />
      <p>{t("unchecked.terminal")}</p>
      <CopyCommand command="finops reconcile --controls invoices.csv" />
    </div>
  );
}
