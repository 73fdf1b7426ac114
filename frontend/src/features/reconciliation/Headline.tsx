import Icon from "@cloudscape-design/components/icon";
import { CopyCommand } from "../../components/CopyCommand";
import { Widget, type WidgetState } from "../../components/widget";
import { formatMonth } from "../../lib/dates";
import { useText } from "../../lib/i18n";
import { formatCount } from "../../lib/numbers";
import { Failures } from "./Failures";
import type { Reconciliation } from "./queries";
import { controlsCommand } from "./Unchecked";
import { type Headline as Facts, headlineOf } from "./verdicts";

function Counts({ facts }: { readonly facts: Facts }) {
  const { t, lang } = useText("reconciliation");
  const of = (have: number, all: number) =>
    t("headline.of", { have: formatCount(have, lang), all: formatCount(all, lang) });
  const counts = [
    ["headline.exact", of(facts.exact, facts.identities)],
    ["headline.bills", formatCount(facts.bills, lang)],
    ["headline.groups", formatCount(facts.groups, lang)],
    ["headline.invoices", of(facts.comparedWithInvoices, facts.bills)],
  ] as const;
  return (
    <dl className="rc-counts">
      {counts.map(([key, value]) => (
        <div key={key}>
          <dt>{t(key)}</dt>
          <dd>{value}</dd>
        </div>
      ))}
    </dl>
  );
}

function Said({ facts }: { readonly facts: Facts }) {
  const { t, lang } = useText("reconciliation");
  const { failed, running, runningMonths } = facts;
  const months = new Intl.ListFormat(lang).format(runningMonths.map((m) => formatMonth(m, lang)));
  return (
    <div className="rc-said">
      <p>{failed.length > 0 ? t("headline.fails.why") : t("headline.holds.why")}</p>
      <Failures failed={failed} />
      {running > 0 && <p>{t("headline.running", { count: running, months })}</p>}
      {facts.comparedWithInvoices === 0 && (
        <>
          <p>{t(failed.length > 0 ? "headline.not-compared" : "headline.proves")}</p>
          <CopyCommand command={controlsCommand} />
        </>
      )}
    </div>
  );
}

function titleOf({ identities, holds, failed }: Facts) {
  if (identities === 0) return { key: "headline.nothing", tone: "neutral" } as const;
  if (holds) return { key: "headline.holds", tone: "good" } as const;
  return {
    key: failed.length > 0 ? "headline.fails" : "headline.fails-unnamed",
    tone: "bad",
  } as const;
}

const icons = { good: "status-positive", bad: "status-negative", neutral: "status-info" } as const;

/** Whether the ledger equals the bill, in words. */
export function Headline({ state }: { readonly state: WidgetState<Reconciliation> }) {
  const { t } = useText("reconciliation");
  return (
    <Widget title={t("headline")} height={194} state={state}>
      {(reconciliation) => {
        const facts = headlineOf(reconciliation);
        const { key, tone } = titleOf(facts);
        return (
          <div className="rc-headline">
            <div className={`rc-headline__word rc-headline__word--${tone}`}>
              <Icon name={icons[tone]} size="medium" />
              <strong>{t(key, { count: facts.failed.length })}</strong>
            </div>
            {facts.identities > 0 && <Said facts={facts} />}
            <Counts facts={facts} />
          </div>
        );
      }}
    </Widget>
  );
}
