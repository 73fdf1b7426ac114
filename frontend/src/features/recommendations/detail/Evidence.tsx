import type { ReactNode } from "react";
import { Unknown } from "../../../components/Unknown";
import { formatInstant } from "../../../lib/dates";
import { addDecimals } from "../../../lib/decimal";
import { type Language, useText } from "../../../lib/i18n";
import { formatDecimal } from "../../../lib/numbers";
import type { Recommendation } from "../queries";

type Facts = Readonly<Record<string, unknown>>;
const instant = /^\d{4}-\d{2}-\d{2}[T ]\d{2}:\d{2}/;

/** What a check wrote down, as the reader writes figures and moments; the rest as it is. */
export function factOf(value: unknown, lang: Language): ReactNode {
  if (value === null || value === undefined) return <Unknown />;
  if (typeof value === "number") return formatDecimal(addDecimals(String(value)), lang);
  if (typeof value !== "string") return JSON.stringify(value);
  const zoned = /(Z|[+-]\d{2}:?\d{2})$/.test(value) ? value : `${value}Z`;
  return instant.test(value) ? formatInstant(zoned.replace(" ", "T"), lang) : value;
}

function Pairs({ facts }: { readonly facts: Facts }) {
  const { lang } = useText();
  return (
    <dl className="rc-pairs">
      {Object.entries(facts).map(([name, value]) => (
        <div key={name}>
          <dt translate="no">{name}</dt>
          <dd translate="no">{factOf(value, lang)}</dd>
        </div>
      ))}
    </dl>
  );
}

/** A page of AWS; nothing is fetched from it here. */
function Source({ address }: { readonly address: string }) {
  const { t } = useText("recommendations");
  if (!address.startsWith("https://")) return <span translate="no">{address}</span>;
  return (
    <a className="ls-link" href={address} rel="noreferrer" target="_blank">
      <span translate="no">{address.replace("https://", "")}</span>
      <span className="ls-unseen"> {t("detail.new-window")}</span>
    </a>
  );
}

/** What the check saw, by which limits, up to when, and which page it rests on. */
export function Evidence({ evidence }: { readonly evidence: Recommendation["evidence"] }) {
  const { t, lang } = useText("recommendations");
  const { seen, parameters, as_of: at, source } = evidence;
  return (
    <section>
      <h3>{t("detail.seen")}</h3>
      <Pairs facts={seen} />
      {Object.keys(parameters).length > 0 && (
        <>
          <h3>{t("detail.parameters")}</h3>
          <Pairs facts={parameters} />
        </>
      )}
      <p className="rc-soft">
        {at !== null && t("detail.as-of", { at: formatInstant(at, lang) })} {t("detail.source")}{" "}
        <Source address={source} />
      </p>
    </section>
  );
}
