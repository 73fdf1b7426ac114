import { Money } from "../../../components/Money";
import { PageLink } from "../../../components/PageLink";
import { Unknown } from "../../../components/Unknown";
import { useWidget, Widget } from "../../../components/widget";
import { useText } from "../../../lib/i18n";
import { formatCount } from "../../../lib/numbers";
import { noScan, type Plan, type Recommendation, usePlan } from "../savings";
import { Figure, Small } from "./Figure";
import { savingsHeight } from "./sizes";

const page = "/recommendations";

function Saving({ one }: { readonly one: Recommendation }) {
  const { t } = useText("overview");
  const { monthly_savings: saving, saves_money: saves } = one;
  if (!saves) return <span className="ov-soft">{t("savings.none-by-itself")}</span>;
  if (saving?.amount == null) return <Unknown />;
  return <Money amount={saving.amount} currency={saving.currency} />;
}

function Best({ one }: { readonly one: Recommendation }) {
  const { check, id, title, name, resource_id: resource } = one;
  return (
    <li>
      <div className="ov-unknown__name">
        <PageLink to={page} search={{ check, open: id }}>
          {title}
        </PageLink>
        <span className="ov-soft" translate="no">
          {name ?? resource}
        </span>
      </div>
      <div className="ov-unknown__figures">
        <Saving one={one} />
      </div>
    </li>
  );
}

function Body({ plan }: { readonly plan: Plan }) {
  const { t, lang } = useText("overview");
  const { totals, recommendations, page: whole } = plan;
  return (
    <div className="ov-savings">
      <div>
        <Small>{t("savings.a-month")}</Small>
        {totals.map(({ amount, currency }) => (
          <Figure key={currency} amount={amount} currency={currency} />
        ))}
        {totals.length === 0 && whole.total > 0 && (
          <p className="ov-figure">
            <Unknown />
          </p>
        )}
        <Small>
          {t("savings.count", { count: whole.total, all: formatCount(whole.total, lang) })}
        </Small>
      </div>
      {recommendations.length === 0 ? (
        <p className="ov-empty">{t("savings.nothing")}</p>
      ) : (
        <ul className="ov-unknowns">
          {recommendations.map((one) => (
            <Best key={one.id} one={one} />
          ))}
        </ul>
      )}
    </div>
  );
}

/** What recommendations would save, and the best of them. Its code and its answer come after the others. */
export default function SavingsTile() {
  const { t } = useText("overview");
  const state = useWidget(usePlan(), { noSource: noScan });
  return (
    <Widget
      title={t("savings")}
      height={savingsHeight}
      state={state}
      actions={<PageLink to={page}>{t("savings.all")}</PageLink>}
    >
      {(plan) => <Body plan={plan} />}
    </Widget>
  );
}
