import { formatAge, formatInstant } from "../lib/dates";
import { useText } from "../lib/i18n";
import { Badge } from "./Badge";

type Props = {
  /** The instant of the last delivery (ISO 8601); null when nobody knows. */
  readonly at: string | null;
  readonly now?: Date;
  /** Older than this is stale. AWS delivers an export a few times a day. */
  readonly staleAfterHours?: number;
};

/** How old the figures are, amber when older than expected. */
export function Freshness({ at, now = new Date(), staleAfterHours = 36 }: Props) {
  const { t, lang } = useText();
  if (at === null) return <Badge>{t("freshness.unknown")}</Badge>;
  const hours = (now.getTime() - new Date(at).getTime()) / 3_600_000;
  const stale = hours > staleAfterHours;
  return (
    <Badge tone={stale ? "amber" : "moss"} title={formatInstant(at, lang)}>
      {t(stale ? "freshness.stale" : "freshness.fresh", { age: formatAge(at, now, lang) })}
    </Badge>
  );
}
