import { CopyCommand } from "../../components/CopyCommand";
import { Widget, type WidgetState } from "../../components/widget";
import { usePageSearch } from "../../lib/feature";
import { useText } from "../../lib/i18n";
import { formatPercent } from "../../lib/money";
import { formatCount } from "../../lib/numbers";
import { feature } from "./feature";
import { type CoverageAnswer, policyCommand, scanCommand } from "./queries";
import { Stake } from "./Stake";
import { StatusMark } from "./StatusMark";
import { type Status, statuses } from "./statuses";

type Props = { readonly answer: CoverageAnswer };

function jobsOf({ by_status: all }: CoverageAnswer, wanted: (status: Status) => boolean): number {
  return all.filter(({ status }) => wanted(status)).reduce((sum, { jobs }) => sum + jobs, 0);
}

/** How many ended so; each leads to its rows. */
function Counts({ answer }: Props) {
  const { t, lang } = useText("coverage");
  const [{ status: chosen }, change] = usePageSearch(feature);
  const shown = statuses.filter((status) => jobsOf(answer, (one) => one === status) > 0);
  return (
    <ul className="co-counts" aria-label={t("headline.by-status")}>
      {shown.map((status) => (
        <li key={status}>
          <button
            type="button"
            aria-pressed={chosen === status}
            onClick={() => {
              change({ status: chosen === status ? undefined : status });
            }}
          >
            <strong>
              {formatCount(
                jobsOf(answer, (one) => one === status),
                lang,
              )}
            </strong>{" "}
            <StatusMark status={status} />
          </button>
        </li>
      ))}
    </ul>
  );
}

function Figures({ answer }: Props) {
  const { t, lang } = useText("coverage");
  const all = jobsOf(answer, () => true);
  const answered = answer.by_status.reduce((sum, { known }) => sum + known, 0);
  const share = all === 0 ? null : formatPercent(Math.floor((1000 * answered) / all) / 1000, lang);
  return (
    <dl className="co-figures">
      <div>
        <dt>{t("headline.answered")}</dt>
        <dd>
          {t("headline.of", { answered: formatCount(answered, lang), all: formatCount(all, lang) })}{" "}
          {share !== null && <small>{share}</small>}
        </dd>
      </div>
      <div>
        <dt>{t("headline.unknown-spend")}</dt>
        <dd>
          <Stake spent={answer.unknown_spend} size="large" />
        </dd>
      </div>
    </dl>
  );
}

function Fix({ answer }: Props) {
  const { t } = useText("coverage");
  const isDenied = jobsOf(answer, (status) => status === "denied") > 0;
  return (
    <div className="co-fix">
      <p>{t(answer.is_whole ? "headline.whole" : "headline.gaps")}</p>
      <div className="co-fix__commands">
        <div>
          <p>{t("headline.repeat")}</p>
          <CopyCommand command={scanCommand} />
        </div>
        {isDenied && (
          <div>
            <p>{t("headline.policy")}</p>
            <CopyCommand command={policyCommand} />
          </div>
        )}
      </div>
    </div>
  );
}

/** How much of what was asked has an answer, and what lies behind the rest. */
export function Headline({ state }: { readonly state: WidgetState<CoverageAnswer> }) {
  const { t } = useText("coverage");
  return (
    <Widget title={t("headline")} description={t("headline.about")} height={220} state={state}>
      {(answer) => (
        <div className="co-headline">
          <Figures answer={answer} />
          <Counts answer={answer} />
          <Fix answer={answer} />
        </div>
      )}
    </Widget>
  );
}
