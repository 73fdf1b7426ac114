import { Unknown } from "../../components/Unknown";
import { useText } from "../../lib/i18n";
import { formatDecimal } from "../../lib/numbers";
import type { Residue } from "./verdicts";

/** What is left over, to the last digit; nothing compared is not nothing left over. */
export function ResidueText({ residues }: { readonly residues: readonly Residue[] }) {
  const { t, lang } = useText("reconciliation");
  if (residues.length === 0) return <span className="rc-soft">{t("residue.none")}</span>;
  return (
    <>
      {residues.map(({ currency, amount }) => (
        <div key={currency} translate="no">
          {amount === null ? <Unknown /> : formatDecimal(amount, lang)}{" "}
          <span className="rc-soft">{currency}</span>
        </div>
      ))}
    </>
  );
}
