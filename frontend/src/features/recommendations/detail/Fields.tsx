import type { ReactNode } from "react";
import { formatDay, formatInstant } from "../../../lib/dates";
import { useText } from "../../../lib/i18n";
import { DecisionMark, SavingCell, Word } from "../cells";
import type { Decision, Recommendation } from "../queries";
import { typeName } from "../rows";

/** What was decided, when, until when, and why. */
function Decided({ decision }: { readonly decision: Decision }) {
  const { t, lang } = useText("recommendations");
  const { reason, decided_at: at, until } = decision;
  return (
    <>
      <DecisionMark decision={decision} />{" "}
      <span className="rc-soft">
        {t("decided.at", { at: formatInstant(at, lang) })}
        {until !== null && ` ${t("decided.until", { day: formatDay(until, lang) })}`}
      </span>
      {reason !== null && <div>{reason}</div>}
    </>
  );
}

/** What it is about, what it saves, and how sure, laborious and risky it is. */
export function Fields({ one }: { readonly one: Recommendation }) {
  const { t } = useText("recommendations");
  const told = ["action", "confidence", "effort", "risk"] as const;
  const fields: readonly (readonly [string, ReactNode])[] = [
    [
      t("column.saving"),
      <strong key="saving" className="rc-fields__saving">
        <SavingCell saving={one.monthly_savings} saves={one.saves_money} />
      </strong>,
    ],
    ...told.map((key) => [t(`column.${key}`), t(`word.${key}.${one[key]}`)] as const),
    [t("column.family"), t(`word.family.${one.family}`)],
    [t("column.name"), <Word key="name" text={one.name} />],
    [t("column.id"), <Word key="id" text={one.resource_id} />],
    [t("column.type"), <Word key="type" text={typeName(one.resource_type)} />],
    [t("column.account"), <Word key="account" text={one.account_id} />],
    [t("column.region"), <Word key="region" text={one.region} />],
    ...(one.decision === null
      ? []
      : [[t("column.decision"), <Decided key="decision" decision={one.decision} />] as const]),
  ];
  return (
    <dl className="rc-fields">
      {fields.map(([label, value]) => (
        <div key={label}>
          <dt>{label}</dt>
          <dd>{value}</dd>
        </div>
      ))}
    </dl>
  );
}
