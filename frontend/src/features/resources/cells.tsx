import { Badge } from "../../components/Badge";
import { Money } from "../../components/Money";
import { Opener } from "../../components/Opener";
import { Unknown } from "../../components/Unknown";
import { useText } from "../../lib/i18n";
import { formatCount } from "../../lib/numbers";
import type { Resource } from "./queries";

/** A word of AWS, or that AWS gave none. */
export function Word({ text }: { readonly text: string | null }) {
  return text === null ? <Unknown /> : <span translate="no">{text}</span>;
}

/** An amount per currency. No amount is unknown: the bill names no such resource. */
export function Costs({ costs }: { readonly costs: Resource["costs"] }) {
  const { t } = useText("resources");
  if (costs === null || costs.length === 0) return <Unknown reason={t("cost.unknown")} />;
  return (
    <>
      {costs.map(({ currency, amount }) => (
        <div key={currency}>
          <Money amount={amount} currency={currency} />
        </div>
      ))}
    </>
  );
}

/** How many tags there are; unread is not none. */
export function TagCount({ tags }: { readonly tags: Resource["tags"] }) {
  const { t, lang } = useText("resources");
  if (tags === null) return <Unknown reason={t("tags.unknown")} />;
  return <>{formatCount(Object.keys(tags).length, lang)}</>;
}

/** Stands beside what the last scan did not see. */
export function NotSeen() {
  const { t } = useText("resources");
  return (
    <Badge tone="amber" title={t("not-seen.why")}>
      {t("not-seen")}
    </Badge>
  );
}

type NameProps = { readonly resource: Resource; readonly onOpen: (resource: Resource) => void };

/** What the resource is called, its id, and the way to everything known of it. */
export function NameCell({ resource, onOpen }: NameProps) {
  const { id, name, is_seen: isSeen } = resource;
  return (
    <div className="re-name">
      <Opener
        name={name ?? id}
        onOpen={() => {
          onOpen(resource);
        }}
      />
      {name !== null && name !== id && (
        <span className="re-id" translate="no">
          {id}
        </span>
      )}
      {!isSeen && <NotSeen />}
    </div>
  );
}
