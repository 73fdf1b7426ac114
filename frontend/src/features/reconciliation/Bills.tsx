import { TableBox } from "../../components/TableBox";
import { formatMonth } from "../../lib/dates";
import { useText } from "../../lib/i18n";
import { formatCount } from "../../lib/numbers";
import type { Check } from "./queries";
import { ResidueText } from "./ResidueText";
import { VerdictMark } from "./VerdictMark";
import { type Identity, verdictOf } from "./verdicts";

function BillRow({ bill }: { readonly bill: Check }) {
  const { t, lang } = useText("reconciliation");
  const verdict = verdictOf(bill);
  const compared = verdict !== "unchecked";
  const residues = compared ? [{ currency: bill.currency, amount: bill.residue }] : [];
  return (
    <tr>
      <th scope="row" className="rc-nowrap">
        {formatMonth(bill.billing_period, lang)}
      </th>
      <td translate="no">{bill.payer_account_id}</td>
      <td>
        <VerdictMark verdict={verdict} />
      </td>
      <td className="ls-figure">
        {compared &&
          t("bills.off", {
            off: formatCount(bill.off, lang),
            groups: formatCount(bill.groups, lang),
          })}
      </td>
      <td className="ls-figure">
        <ResidueText residues={residues} />
      </td>
      <td className="rc-worst">
        {bill.off > 0 ? (
          <code className="ls-code">{bill.worst}</code>
        ) : (
          <span className="rc-soft">{t("bills.no-worst")}</span>
        )}
      </td>
    </tr>
  );
}

/** One row per bill of an identity. */
export function Bills({ identity }: { readonly identity: Identity }) {
  const { t } = useText("reconciliation");
  return (
    <TableBox label={t("bills.of", { identity: identity.title })}>
      <thead>
        <tr>
          <th scope="col">{t("column.month")}</th>
          <th scope="col">{t("column.payer")}</th>
          <th scope="col">{t("column.verdict")}</th>
          <th scope="col" className="ls-figure">
            {t("column.off")}
          </th>
          <th scope="col" className="ls-figure">
            {t("column.residue")}
          </th>
          <th scope="col">{t("column.worst")}</th>
        </tr>
      </thead>
      <tbody>
        {identity.bills.map((bill) => (
          <BillRow
            key={`${bill.payer_account_id} ${bill.billing_period} ${bill.currency}`}
            bill={bill}
          />
        ))}
      </tbody>
    </TableBox>
  );
}
