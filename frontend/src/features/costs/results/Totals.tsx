import { Money } from "../../../components/Money";
import { useText } from "../../../lib/i18n";
import type { CostRow } from "../answers";
import { Quiet } from "./cells";

/** The server's totals of the period, one line per currency. */
export function Totals({ totals }: { readonly totals: readonly CostRow[] }) {
  const { t } = useText("costs");
  return (
    <>
      {totals.map(({ currency, gross, credits, refunds, after_credits: sum }) => (
        <dl key={currency} className="ls-totals">
          <div className="ls-totals__sum">
            <dt>{t("column.after-credits")}</dt>
            <dd>
              <Money amount={sum} currency={currency} size="large" />
            </dd>
          </div>
          <div>
            <dt>{t("column.gross")}</dt>
            <dd>
              <Money amount={gross} currency={currency} />
            </dd>
          </div>
          <div>
            <dt>{t("column.credits")}</dt>
            <dd>
              <Quiet amount={credits} currency={currency} />
            </dd>
          </div>
          <div>
            <dt>{t("column.refunds")}</dt>
            <dd>
              <Quiet amount={refunds} currency={currency} />
            </dd>
          </div>
        </dl>
      ))}
    </>
  );
}
