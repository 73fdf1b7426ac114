import { useText } from "../lib/i18n";
import "./money.css";

/** Stands where a figure would stand when nobody knows it. */
export function Unknown({ reason }: { readonly reason?: string }) {
  const { t } = useText();
  return (
    <span className="ls-unknown" title={reason ?? t("unknown.reason")}>
      {t("unknown")}
    </span>
  );
}
