import { Money } from "../../../components/Money";
import { PageLink } from "../../../components/PageLink";
import { useText } from "../../../lib/i18n";
import type { Change, Moved } from "../api";
import { barLengths } from "../facts/change";
import { changeSearch } from "../facts/explorer";
import type { Metric } from "../metrics";
import { Difference, Shift } from "./Difference";

/** Left of the middle is less, right of it more. */
function Bar({ length }: { readonly length: number | null }) {
  if (length === null) return null;
  const side = length < 0 ? "less" : "more";
  return (
    <span className="ov-bar" aria-hidden="true">
      <span className={`ov-bar__${side}`} style={{ width: `${Math.abs(length) * 50}%` }} />
    </span>
  );
}

type RowProps = {
  readonly change: Change;
  readonly moved: Moved;
  readonly metric: Metric;
  readonly length: number | null;
};

function Row({ change, moved, metric, length }: RowProps) {
  const { t } = useText("overview");
  const { currency, previous, current, difference, ratio } = change;
  return (
    <tr>
      <th scope="row">
        <PageLink to="/costs" search={{ ...changeSearch(change, moved, metric) }}>
          {change.keys.ServiceName ?? ""}
        </PageLink>
        <span className="ov-folded">
          <Money amount={previous} currency={currency} /> →{" "}
          <Money amount={current} currency={currency} />
        </span>
      </th>
      <td className="ov-wide">
        <Money amount={previous} currency={currency} />
      </td>
      <td className="ov-wide">
        <Money amount={current} currency={currency} />
      </td>
      <td className="ov-wide ov-bar-cell">
        <Bar length={length} />
      </td>
      <td>
        <Difference
          difference={difference}
          currency={currency}
          reason={t("change.no-earlier-bill")}
        />
        <span className="ov-folded">
          <Shift difference={difference} ratio={ratio} />
        </span>
      </td>
      <td className="ov-wide">
        <Shift difference={difference} ratio={ratio} />
      </td>
    </tr>
  );
}

type Props = { readonly moved: Moved; readonly metric: Metric };

/** Service, before, now, difference and percentage. Narrow screens fold before and now. */
export function ChangesTable({ moved, metric }: Props) {
  const { t } = useText("overview");
  const lengths = barLengths(moved.changes);
  return (
    <table className="ov-table">
      <caption className="ls-unseen">{t("changes")}</caption>
      <thead>
        <tr>
          <th scope="col">{t("changes.service")}</th>
          <th scope="col" className="ov-wide">
            {t("changes.before")}
          </th>
          <th scope="col" className="ov-wide">
            {t("changes.now")}
          </th>
          <td className="ov-wide ov-bar-cell" />
          <th scope="col">{t("changes.difference")}</th>
          <th scope="col" className="ov-wide">
            %
          </th>
        </tr>
      </thead>
      <tbody>
        {moved.changes.map((change, index) => (
          <Row
            key={`${change.keys.ServiceName ?? ""} ${change.currency}`}
            change={change}
            moved={moved}
            metric={metric}
            length={lengths[index] ?? null}
          />
        ))}
      </tbody>
    </table>
  );
}
