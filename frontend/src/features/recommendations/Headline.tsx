import type { ReactNode } from "react";
import { Unknown } from "../../components/Unknown";
import { Widget, type WidgetState } from "../../components/widget";
import { formatDay } from "../../lib/dates";
import { useText } from "../../lib/i18n";
import { formatCount } from "../../lib/numbers";
import { Savings } from "./cells";
import { lastDay } from "./days";
import { type Plan, type Saving, useMissing, useSavings } from "./queries";
import { unpricedOf } from "./sums";

type FigureProps = {
  readonly name: string;
  readonly note?: string | false;
  readonly children: ReactNode;
};

function Figure({ name, note = false, children }: FigureProps) {
  return (
    <div>
      <dt>{name}</dt>
      <dd>{children}</dd>
      {note !== false && <dd className="rc-soft rc-figures__note">{note}</dd>}
    </div>
  );
}

function Amounts({ savings }: { readonly savings: readonly Saving[] }) {
  return savings.length === 0 ? <Unknown /> : <Savings savings={savings} />;
}

/** What accepted recommendations have saved until now, by the bill. */
function RealizedFigure() {
  const { t, lang } = useText("recommendations");
  const { data } = useSavings();
  if (data === undefined) return <Figure name={t("headline.realized")}>…</Figure>;
  const { currency, saved_so_far: amount, decisions } = data;
  const measured = decisions.filter(({ standing }) => standing === "measured").length;
  const count = formatCount(decisions.length, lang);
  const note =
    decisions.length === 0
      ? t("headline.none-accepted")
      : t("headline.measured", { count: measured, all: count });
  return (
    <Figure name={t("headline.realized")} note={note}>
      {measured === 0 ? "–" : <Amounts savings={currency === null ? [] : [{ amount, currency }]} />}
    </Figure>
  );
}

function Figures({ plan }: { readonly plan: Plan }) {
  const { t, lang } = useText("recommendations");
  const unpriced = unpricedOf(plan.recommendations);
  const stakes = plan.at_stake;
  const places = new Set(plan.blind.map((one) => `${one.account_id} ${one.region}`)).size;
  return (
    <dl className="rc-figures">
      <Figure
        name={t("headline.saving")}
        note={unpriced > 0 && t("headline.unpriced", { count: unpriced })}
      >
        {plan.totals.length === 0 && unpriced === 0 ? "–" : <Amounts savings={plan.totals} />}
      </Figure>
      <Figure
        name={t("headline.count")}
        note={plan.set_aside.length > 0 && t("headline.aside", { count: plan.set_aside.length })}
      >
        {formatCount(plan.page.total, lang)}
      </Figure>
      <Figure
        name={t("headline.blind")}
        note={places > 0 && t("headline.places", { count: places })}
      >
        {plan.blind.length === 0 ? "–" : <Amounts savings={stakes} />}
      </Figure>
      <RealizedFigure />
    </dl>
  );
}

/** There is no plan: says what to do first. */
function Nothing() {
  const { t } = useText("recommendations");
  const command = useMissing();
  const state =
    command === null ? { kind: "loading" as const } : { kind: "no-source" as const, command };
  return (
    <Widget title={t("headline")} description={t("headline.about")} height={96} state={state}>
      {() => null}
    </Widget>
  );
}

/** What can be saved, what nobody could see, and what was saved already. */
export function Headline({ state }: { readonly state: WidgetState<Plan> }) {
  const { t, lang } = useText("recommendations");
  const window = state.kind === "ready" ? state.data : null;
  const days = window && {
    first: formatDay(window.start, lang),
    last: formatDay(lastDay(window.end), lang),
  };
  if (state.kind === "no-source") return <Nothing />;
  return (
    <Widget
      title={t("headline")}
      description={days === null ? t("headline.about") : t("headline.days", days)}
      height={96}
      state={state}
    >
      {(plan) => <Figures plan={plan} />}
    </Widget>
  );
}
