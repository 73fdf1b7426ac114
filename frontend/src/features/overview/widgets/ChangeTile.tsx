import { Money } from "../../../components/Money";
import { useWidget, Widget } from "../../../components/widget";
import { useText } from "../../../lib/i18n";
import { type Answer, type Change, type Moved, noLedger, useOverview } from "../api";
import { formatDifference, notesOf } from "../facts/change";
import { formatDays } from "../facts/days";
import type { Metric } from "../metrics";
import { Difference, Shift } from "./Difference";
import { figureClass, Small } from "./Figure";
import { tileHeight } from "./sizes";

type Props = { readonly change: Change; readonly moved: Moved };

function OneCurrency({ change, moved }: Props) {
  const { t, lang } = useText("overview");
  const { difference, currency, ratio } = change;
  const text = difference === null ? "" : formatDifference(difference, currency, lang);
  const sides = [
    { ...moved.current, amount: change.current },
    { ...moved.previous, amount: change.previous },
  ];
  return (
    <div className="ov-currency">
      <p className={figureClass(text)}>
        <span className="ov-change">
          <Difference
            difference={difference}
            currency={currency}
            reason={t("change.no-earlier-bill")}
          />
        </span>
      </p>
      {difference !== null && (
        <p className="ov-shift">
          <strong>
            <Shift difference={difference} ratio={ratio} />
          </strong>{" "}
          {t("change.same-days")}
        </p>
      )}
      {change.previous === null && <Small>{t("change.no-earlier-bill")}</Small>}
      <dl className="ov-parts">
        {sides.map(({ start, end, amount }) => (
          <div key={start}>
            <dt>{formatDays(start, end, lang)}</dt>
            <dd>
              <Money amount={amount} currency={currency} />
            </dd>
          </div>
        ))}
      </dl>
    </div>
  );
}

function Body({ part }: Answer<"headline">) {
  const { t } = useText("overview");
  const moved = part.change;
  if (moved === null) {
    return (
      <>
        <Small>{t("change.complete-days")}</Small>
        <p className="ov-verdict">{t("change.no-complete-day")}</p>
        <Small>{t("change.no-complete-day.why")}</Small>
      </>
    );
  }
  return (
    <>
      <Small>{t("change.complete-days")}</Small>
      {moved.changes.length === 0 && <p className="ov-verdict">{t("change.nothing")}</p>}
      {moved.changes.map((change) => (
        <OneCurrency key={change.currency} change={change} moved={moved} />
      ))}
    </>
  );
}

/** How the complete days of the month moved against the same days of the month before. */
export function ChangeTile({ metric }: { readonly metric: Metric }) {
  const { t, lang } = useText("overview");
  const state = useWidget(useOverview("headline", metric), {
    noSource: noLedger,
    notes: ({ part }) => notesOf(part.change, lang),
  });
  return (
    <Widget title={t("change")} height={tileHeight} state={state}>
      {(answer) => <Body {...answer} />}
    </Widget>
  );
}
