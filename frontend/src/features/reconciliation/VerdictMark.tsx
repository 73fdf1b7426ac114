import { Status, type StatusType } from "../../components/Status";
import { useText } from "../../lib/i18n";
import type { Verdict } from "./verdicts";

const icons: Readonly<Record<Verdict, StatusType>> = {
  exact: "success",
  within: "info",
  failed: "error",
  running: "pending",
  diagnostic: "info",
  unchecked: "stopped",
  unknown: "warning",
};

/** An icon and a word: the colour only repeats them. */
export function VerdictMark({ verdict }: { readonly verdict: Verdict }) {
  const { t } = useText("reconciliation");
  return (
    <span className="rc-verdict">
      <Status type={icons[verdict]}>{t(`verdict.${verdict}`)}</Status>
    </span>
  );
}
