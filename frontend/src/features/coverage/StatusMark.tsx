import { Badge } from "../../components/Badge";
import { useText } from "../../lib/i18n";
import { lookOf, type Status } from "./statuses";

/** A sign and a word: the colour only repeats them. */
export function StatusMark({ status }: { readonly status: Status }) {
  const { t } = useText("coverage");
  const { symbol, tone } = lookOf(status);
  return (
    <Badge tone={tone}>
      <span aria-hidden="true">{symbol}</span> {t(`status.${status}`)}
    </Badge>
  );
}
