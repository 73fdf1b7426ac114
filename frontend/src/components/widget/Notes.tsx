import { formatInstant } from "../../lib/dates";
import { useText } from "../../lib/i18n";
import { Badge } from "../Badge";
import type { WidgetNotes } from "./state";

/** The badges partial, stale and estimated. */
export function Notes({ partial, staleSince, estimated }: WidgetNotes) {
  const { t, lang } = useText();
  const missing = partial?.missing ?? [];
  return (
    <>
      {partial !== undefined && (
        <Badge
          tone="amber"
          {...(missing.length > 0 && { title: t("widget.missing", { names: missing.join(", ") }) })}
        >
          {t("widget.partial", { have: partial.have, of: partial.of })}
        </Badge>
      )}
      {staleSince !== undefined && (
        <Badge tone="amber">{t("widget.stale", { at: formatInstant(staleSince, lang) })}</Badge>
      )}
      {estimated === true && (
        <Badge tone="slate" title={t("widget.estimated.why")}>
          {t("widget.estimated")}
        </Badge>
      )}
    </>
  );
}
