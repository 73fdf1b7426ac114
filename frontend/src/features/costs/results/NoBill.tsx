import Button from "@cloudscape-design/components/button";
import { useText } from "../../../lib/i18n";
import { type Gap, unheldMonths } from "../answers";
import { formatMonths } from "../period";
import type { ChangeState } from "../use-costs";

type Props = { readonly gaps: readonly Gap[]; readonly change: ChangeState };

/** Nothing is held for the whole period: there is no figure, and zero would be a lie. */
export function NoBill({ gaps, change }: Props) {
  const { t, lang } = useText("costs");
  const months = formatMonths(unheldMonths(gaps), lang);
  return (
    <div className="ls-widget__reason">
      <strong>{t("no-bill")}</strong>
      <p>{t("no-bill.months", { months: new Intl.ListFormat(lang).format(months) })}</p>
      <Button
        onClick={() => {
          change({ from: null, to: null });
        }}
      >
        {t("no-bill.newest")}
      </Button>
    </div>
  );
}
