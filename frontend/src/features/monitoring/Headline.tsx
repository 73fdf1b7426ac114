import { Unknown } from "../../components/Unknown";
import { useWidget, Widget } from "../../components/widget";
import { formatDay, formatInstant } from "../../lib/dates";
import { useText } from "../../lib/i18n";
import { formatCount } from "../../lib/numbers";
import { noCollection, type UsageAnswer, useEverything } from "./queries";

function Figures({ answer }: { readonly answer: UsageAnswer }) {
  const { t, lang } = useText("monitoring");
  const { resources, total, until, days } = answer;
  const [first, last] = [days[0], days.at(-1)];
  return (
    <dl className="mo-figures">
      <div>
        <dt>{t("headline.resources")}</dt>
        <dd>{formatCount(resources, lang)}</dd>
      </div>
      <div>
        <dt>{t("headline.series")}</dt>
        <dd>{formatCount(total, lang)}</dd>
      </div>
      <div className="mo-figures__when">
        <dt>{t("headline.until")}</dt>
        <dd>{until === null ? <Unknown /> : formatInstant(until, lang)}</dd>
      </div>
      {first !== undefined && last !== undefined && (
        <div className="mo-figures__when">
          <dt>{t("headline.days")}</dt>
          <dd>{t("days", { first: formatDay(first, lang), last: formatDay(last, lang) })}</dd>
        </div>
      )}
    </dl>
  );
}

/** How much was measured, and up to when. */
export function Headline() {
  const { t } = useText("monitoring");
  const state = useWidget(useEverything(), { noSource: noCollection });
  return (
    <Widget title={t("headline")} description={t("headline.about")} height={72} state={state}>
      {(answer) => <Figures answer={answer} />}
    </Widget>
  );
}
