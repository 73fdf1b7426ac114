import Icon from "@cloudscape-design/components/icon";
import { useId, useState } from "react";
import { useText } from "../../lib/i18n";
import { formatCount } from "../../lib/numbers";
import { Bills } from "./Bills";
import { ResidueText } from "./ResidueText";
import { Unchecked } from "./Unchecked";
import { VerdictMark } from "./VerdictMark";
import type { Identity } from "./verdicts";

/** An identity newer than this page has a title but no words of its own here. */
const explained = [
  "billed",
  "blended",
  "control",
  "discount",
  "effective",
  "invoice",
  "partition",
  "plan",
  "plan-negation",
  "plan-net",
  "reservation",
  "reservation-net",
  "split",
  "upfront",
];

function Details({ identity }: { readonly identity: Identity }) {
  const { t } = useText("reconciliation");
  const { id, verdict } = identity;
  return (
    <div className="rc-details">
      {explained.includes(id) && <p>{t(`identity.${id}`)}</p>}
      {verdict === "unchecked" && <Unchecked />}
      {verdict === "unknown" && <p>{t("unknown.why")}</p>}
      <Bills identity={identity} />
    </div>
  );
}

/** An identity over all bills, with a button that opens what it means and its bills. */
export function IdentityRow({ identity }: { readonly identity: Identity }) {
  const { t, lang } = useText("reconciliation");
  const details = useId();
  const [open, setOpen] = useState(false);
  const { title, verdict, worstBills, bills, groups, residues } = identity;
  return (
    <>
      <tr className={open ? "rc-identity rc-identity--open" : "rc-identity"}>
        <th scope="row">
          <button
            type="button"
            className="rc-opener"
            aria-expanded={open}
            aria-controls={open ? details : undefined}
            onClick={() => {
              setOpen(!open);
            }}
          >
            <Icon name={open ? "angle-down" : "angle-right"} size="small" />
            <span>{title}</span>
          </button>
        </th>
        <td>
          <VerdictMark verdict={verdict} />
          {worstBills < bills.length && (
            <div className="rc-soft rc-aside">
              {t("verdict.in", {
                have: formatCount(worstBills, lang),
                all: formatCount(bills.length, lang),
              })}
            </div>
          )}
        </td>
        <td className="ls-figure">{formatCount(bills.length, lang)}</td>
        <td className="ls-figure">{formatCount(groups, lang)}</td>
        <td className="ls-figure">
          <ResidueText residues={residues} />
        </td>
      </tr>
      {open && (
        <tr id={details}>
          <td colSpan={5} className="rc-drawer">
            <Details identity={identity} />
          </td>
        </tr>
      )}
    </>
  );
}
