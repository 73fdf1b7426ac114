import { Badge } from "../../../components/Badge";
import { Money } from "../../../components/Money";
import { Quantity } from "../../../components/Quantity";
import { TableBox } from "../../../components/TableBox";
import { Unknown } from "../../../components/Unknown";
import { formatDay } from "../../../lib/dates";
import { useText } from "../../../lib/i18n";
import { formatPercent } from "../../../lib/money";
import { lastDay } from "../days";
import type { Recommendation } from "../queries";
import { shortId } from "../rows";

type Line = Recommendation["evidence"]["lines"][number];

/** What the API calls a price's source, by the key of its words. */
const sources: Readonly<Record<string, string>> = {
  "own bill, net amortized": "price.bill",
  "own bill, net amortized, and the own bill's list rates": "price.bill-rates",
  "own bill, net amortized, and AWS Price List rates": "price.price-list",
};

function Row({ line }: { readonly line: Line }) {
  const { lang } = useText();
  const { saved_share: share } = line;
  return (
    <tr>
      <th scope="row" translate="no">
        <div className="rc-stack">
          <span>{line.usage_type}</span>
          <span className="rc-soft" title={line.resource_id}>
            {shortId(line.resource_id)}
          </span>
        </div>
      </th>
      <td className="ls-figure">
        <Quantity amount={line.quantity} unit={line.unit} />
      </td>
      <td className="ls-figure">
        <Money amount={line.amount} currency={line.currency} />
      </td>
      <td className="ls-figure">
        {share === null ? <Unknown /> : formatPercent(Number(share), lang)}
      </td>
    </tr>
  );
}

const columns = ["line", "quantity", "cost", "share"] as const;

function PriceSource({ one }: { readonly one: Recommendation }) {
  const { t } = useText("recommendations");
  const { price_source: source, is_estimate: isEstimate } = one.evidence;
  const key = source === null ? undefined : sources[source];
  return (
    <p className="rc-soft">
      {source !== null && (key === undefined ? source : t(key))}{" "}
      {isEstimate && (
        <Badge tone="slate" title={t("price.estimate.why")}>
          {t("price.estimate")}
        </Badge>
      )}
    </p>
  );
}

/** The lines of the bill that the price is made of, and which share of each is saved. */
export function PriceTable({ one }: { readonly one: Recommendation }) {
  const { t, lang } = useText("recommendations");
  const { lines, start, end } = one.evidence;
  const days = { first: formatDay(start, lang), last: formatDay(lastDay(end), lang) };
  return (
    <section>
      <h3>{t("detail.price")}</h3>
      <p className="rc-soft">
        {t(lines.length === 0 ? "detail.price.none" : "detail.price.days", days)}
      </p>
      {lines.length > 0 && (
        <TableBox label={t("detail.price")}>
          <thead>
            <tr>
              {columns.map((id) => (
                <th key={id} scope="col" className={id === "line" ? undefined : "ls-figure"}>
                  {t(`line.${id}`)}
                </th>
              ))}
            </tr>
          </thead>
          <tbody>
            {lines.map((line) => (
              <Row key={`${line.resource_id} ${line.usage_type} ${line.unit}`} line={line} />
            ))}
          </tbody>
        </TableBox>
      )}
      <PriceSource one={one} />
    </section>
  );
}
