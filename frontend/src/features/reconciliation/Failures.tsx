import { formatMonth } from "../../lib/dates";
import { useText } from "../../lib/i18n";
import { formatCount } from "../../lib/numbers";
import { ResidueText } from "./ResidueText";
import type { Identity } from "./verdicts";

/** The newest failed bill of each identity that failed. */
export function Failures({ failed }: { readonly failed: readonly Identity[] }) {
  const { t, lang } = useText("reconciliation");
  if (failed.length === 0) return null;
  return (
    <ul className="rc-failures">
      {failed.map(({ id, title, bills, worstBills }) => {
        const [bill] = bills;
        if (bill === undefined) return null;
        const more = worstBills - 1;
        return (
          <li key={id}>
            <strong>{title}</strong>
            <div>
              {t("headline.failed-bill", {
                month: formatMonth(bill.billing_period, lang),
                payer: bill.payer_account_id,
                off: formatCount(bill.off, lang),
                groups: formatCount(bill.groups, lang),
              })}{" "}
              {bill.worst !== "" && <code className="ls-code">{bill.worst}</code>}
            </div>
            <div className="rc-failures__left">
              {t("column.residue")}:{" "}
              <ResidueText residues={[{ currency: bill.currency, amount: bill.residue }]} />
              {more > 0 && t("headline.failed-more", { count: more })}
            </div>
          </li>
        );
      })}
    </ul>
  );
}
