import { Widget, type WidgetState } from "../../components/widget";
import { formatInstant } from "../../lib/dates";
import { usePageSearch } from "../../lib/feature";
import { useText } from "../../lib/i18n";
import { formatCount } from "../../lib/numbers";
import { tallies } from "./counts";
import { feature } from "./feature";
import type { ResourcesAnswer } from "./queries";
import { withOnly } from "./where";

const mostBars = 8;

function Figures({ answer }: { readonly answer: ResourcesAnswer }) {
  const { t, lang } = useText("resources");
  const count = (field: "account" | "region" | "service") =>
    formatCount(tallies(answer.counts, field).length, lang);
  const figures = [
    ["total", formatCount(answer.total, lang)],
    ["services", count("service")],
    ["accounts", count("account")],
    ["regions", count("region")],
    ["scanned", formatInstant(answer.scanned_at, lang)],
  ] as const;
  return (
    <dl className="re-figures">
      {figures.map(([key, value]) => (
        <div key={key}>
          <dt>{t(`summary.${key}`)}</dt>
          <dd>{value}</dd>
        </div>
      ))}
    </dl>
  );
}

function Bars({ answer }: { readonly answer: ResourcesAnswer }) {
  const { t, lang } = useText("resources");
  const [{ where = [] }, change] = usePageSearch(feature);
  const all = tallies(answer.counts, "service");
  const shown = all.slice(0, mostBars);
  const most = shown[0]?.resources ?? 1;
  const rest = all.slice(mostBars).reduce((sum, { resources }) => sum + resources, 0);
  return (
    <ul className="re-bars" aria-label={t("summary.by-service")}>
      {shown.map(({ value, resources }) => (
        <li key={value}>
          <button
            type="button"
            aria-label={t("summary.only", { service: value, count: resources })}
            onClick={() => {
              change({ where: withOnly(where, "service", value) });
            }}
          >
            <span translate="no">{value}</span>
            <span className="re-bars__track" aria-hidden="true">
              <span style={{ width: `${(100 * resources) / most}%` }} />
            </span>
            <span>{formatCount(resources, lang)}</span>
          </button>
        </li>
      ))}
      {rest > 0 && (
        <li className="re-bars__rest">
          {t("summary.rest", { count: all.length - mostBars, resources: formatCount(rest, lang) })}
        </li>
      )}
    </ul>
  );
}

/** How many resources were chosen, where they are and of which service. */
export function Summary({ state }: { readonly state: WidgetState<ResourcesAnswer> }) {
  const { t } = useText("resources");
  return (
    <Widget title={t("summary")} description={t("summary.about")} height={232} state={state}>
      {(answer) => (
        <div className="re-summary">
          <Figures answer={answer} />
          <Bars answer={answer} />
        </div>
      )}
    </Widget>
  );
}
