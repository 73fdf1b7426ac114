import { useState } from "react";
import { CopyCommand } from "../../components/CopyCommand";
import { Status } from "../../components/Status";
import { TableBox } from "../../components/TableBox";
import { Widget, type WidgetState } from "../../components/widget";
import { ingestCommand } from "../../lib/api/no-ledger";
import { formatAge, formatInstant, formatMonth } from "../../lib/dates";
import { useText } from "../../lib/i18n";
import { formatCount } from "../../lib/numbers";
import { freshnessOf, monthOf, type PayerFreshness, staleAfterHours } from "./deliveries";
import type { Sources } from "./queries";

function Standing({ payer, now }: { readonly payer: PayerFreshness; readonly now: Date }) {
  const { t, lang } = useText("sources");
  const { standing } = payer;
  const type = standing === "late" || standing === "missing" ? "warning" : "success";
  const month = formatMonth(monthOf(now), lang);
  return (
    <Status type={type}>{t(`standing.${standing}`, { month, hours: staleAfterHours })}</Status>
  );
}

function PayerRow({ payer, now }: { readonly payer: PayerFreshness; readonly now: Date }) {
  const { t, lang } = useText("sources");
  const { deliveredAt, lines, openLines } = payer;
  return (
    <tr>
      <th scope="row" translate="no">
        {payer.payer}
      </th>
      <td className="so-standing">
        <Standing payer={payer} now={now} />
      </td>
      <td className="so-nowrap">{formatMonth(payer.month, lang)}</td>
      <td className="so-nowrap">
        {formatAge(deliveredAt, now, lang)}
        <div className="so-soft">{formatInstant(deliveredAt, lang)}</div>
      </td>
      <td className="ls-figure">
        {t("freshness.open", { open: formatCount(openLines, lang), all: formatCount(lines, lang) })}
      </td>
    </tr>
  );
}

function Payers({ payers, now }: { readonly payers: readonly PayerFreshness[]; now: Date }) {
  const { t } = useText("sources");
  const stale = payers.some(({ standing }) => standing === "late" || standing === "missing");
  return (
    <>
      <TableBox label={t("freshness.table")}>
        <thead>
          <tr>
            <th scope="col">{t("column.payer")}</th>
            <th scope="col">{t("column.standing")}</th>
            <th scope="col">{t("column.newest")}</th>
            <th scope="col">{t("column.age")}</th>
            <th scope="col" className="ls-figure">
              {t("column.open")}
            </th>
          </tr>
        </thead>
        <tbody>
          {payers.map((payer) => (
            <PayerRow key={payer.payer} payer={payer} now={now} />
          ))}
        </tbody>
      </TableBox>
      {stale && (
        <div className="so-fix">
          <p>{t("freshness.fix")}</p>
          <CopyCommand command={ingestCommand} />
        </div>
      )}
    </>
  );
}

/** How old the newest bill of each payer is, and whether that is too old. */
export function Freshness({ state }: { readonly state: WidgetState<Sources> }) {
  const { t } = useText("sources");
  const [now] = useState(() => new Date());
  return (
    <Widget
      title={t("freshness")}
      description={t("freshness.about", { hours: staleAfterHours })}
      height={96}
      state={state}
    >
      {({ deliveries }) => <Payers payers={freshnessOf(deliveries, now)} now={now} />}
    </Widget>
  );
}
