import { Badge, type BadgeTone } from "../../components/Badge";
import { Money } from "../../components/Money";
import { Unknown } from "../../components/Unknown";
import { formatDay } from "../../lib/dates";
import { useText } from "../../lib/i18n";
import type { Decision, Recommendation, Saving } from "./queries";
import { shortId, typeName } from "./rows";

/** A word of AWS, or that AWS gave none. */
export function Word({ text }: { readonly text: string | null }) {
  return text === null ? <Unknown /> : <span translate="no">{text}</span>;
}

/** An amount per currency, one after the other. */
export function Savings({ savings }: { readonly savings: readonly Saving[] }) {
  return (
    <>
      {savings.map(({ amount, currency }, place) => (
        <span key={currency}>
          {place > 0 && " + "}
          <Money amount={amount} currency={currency} />
        </span>
      ))}
    </>
  );
}

/** What is saved a month: an amount, unknown, or none by itself. */
export function SavingCell({
  saving,
  saves = true,
}: {
  readonly saving: Saving | null;
  readonly saves?: boolean;
}) {
  const { t } = useText("recommendations");
  if (!saves) return <span className="rc-soft">{t("saving.none")}</span>;
  if (saving?.amount == null) return <Unknown reason={t("saving.unknown")} />;
  return <Money amount={saving.amount} currency={saving.currency} />;
}

type Named = Pick<Recommendation, "resource_id" | "resource_type"> & {
  readonly name?: string | null;
};

/** What the resource is called, its id, and what kind of thing it is. */
export function ResourceCell({ name = null, resource_id: id, resource_type: type }: Named) {
  return (
    <div className="rc-stack" translate="no">
      <span title={id}>{name ?? shortId(id)}</span>
      {name !== null && name !== shortId(id) && (
        <span className="rc-soft" title={id}>
          {shortId(id)}
        </span>
      )}
      <span className="rc-soft">{typeName(type)}</span>
    </div>
  );
}

/** Account over region. */
export function Place({ account, region }: { readonly account: string; readonly region: string }) {
  return (
    <div className="rc-stack" translate="no">
      <span>{account}</span>
      <span className="rc-soft">{region}</span>
    </div>
  );
}

const tones: Readonly<Record<string, BadgeTone>> = { accept: "moss", snooze: "slate" };

/** What was decided, until when, and why. */
export function DecisionMark({ decision }: { readonly decision: Decision }) {
  const { t, lang } = useText("recommendations");
  const { decision: choice, reason, until } = decision;
  const day = until === null ? "" : formatDay(until, lang);
  const key = until === null ? `decided.${choice}` : `decided.${choice}-until`;
  return (
    <Badge tone={tones[choice] ?? "neutral"} {...(reason !== null && { title: reason })}>
      {t(key, { day })}
    </Badge>
  );
}
