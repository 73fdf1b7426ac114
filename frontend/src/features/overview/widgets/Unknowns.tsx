import { Money } from "../../../components/Money";
import { PageLink } from "../../../components/PageLink";
import { useWidget, Widget } from "../../../components/widget";
import { useText } from "../../../lib/i18n";
import { type Answer, noLedger, type Span, type UnknownDollars, useOverview } from "../api";
import { formatLongMonth } from "../facts/days";
import { unknownSearch } from "../facts/explorer";
import { formatShare, shareLength, subjectOf } from "../facts/unknowns";
import type { Metric } from "../metrics";
import { listHeight } from "./sizes";

type RowProps = {
  readonly unknown: UnknownDollars;
  readonly span: Span;
  readonly metric: Metric;
};

function Row({ unknown, span, metric }: RowProps) {
  const { t, lang } = useText("overview");
  const { amount, currency, share } = unknown;
  const { kind } = unknown;
  const name = t(`unknown.${kind}`, { name: subjectOf(unknown) });
  const search = unknownSearch(unknown, span, metric);
  return (
    <li>
      <div className="ov-unknown__name">
        {search === null ? (
          name
        ) : (
          <PageLink to="/costs" search={{ ...search }}>
            {name}
          </PageLink>
        )}
        <span className="ov-soft">{t(`unknown-why.${kind}`)}</span>
      </div>
      <div className="ov-unknown__figures">
        <Money amount={amount} currency={currency} />
        <span className="ov-soft">
          {share === null ? t("unknowns.no-share") : formatShare(share, lang)}
        </span>
      </div>
      <span className="ov-share" aria-hidden="true">
        <span style={{ width: `${shareLength(share) * 100}%` }} />
      </span>
    </li>
  );
}

type BodyProps = Answer<"unknowns"> & { readonly metric: Metric };

function Body({ part, span, metric }: BodyProps) {
  const { t, lang } = useText("overview");
  if (part.length === 0) {
    return (
      <div className="ov-empty">
        <strong>{t("unknowns.none")}</strong>
        <p>{t("unknowns.none.why", { month: formatLongMonth(span.start, lang) })}</p>
      </div>
    );
  }
  return (
    <>
      <ul className="ov-unknowns">
        {part.map((unknown) => (
          <Row
            key={`${unknown.kind} ${unknown.name} ${unknown.currency}`}
            unknown={unknown}
            span={span}
            metric={metric}
          />
        ))}
      </ul>
      <p className="ov-small ov-overlap">{t("unknowns.overlap")}</p>
    </>
  );
}

/** The money about which something is not known, each kind apart. */
export function Unknowns({ metric }: { readonly metric: Metric }) {
  const { t } = useText("overview");
  const state = useWidget(useOverview("unknowns", metric), { noSource: noLedger });
  return (
    <Widget
      title={t("unknowns")}
      description={t("unknowns.description")}
      height={listHeight}
      state={state}
    >
      {(answer) => <Body {...answer} metric={metric} />}
    </Widget>
  );
}
