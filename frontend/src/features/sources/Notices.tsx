import { Status } from "../../components/Status";
import { TableBox } from "../../components/TableBox";
import { Unknown } from "../../components/Unknown";
import { Widget, type WidgetState } from "../../components/widget";
import { formatMonth } from "../../lib/dates";
import { useText } from "../../lib/i18n";
import { formatCount, formatDecimal } from "../../lib/numbers";
import { remarkable } from "./deliveries";
import type { Delivery, Sources } from "./queries";

type RoundingsProps = { readonly delivery: Delivery; readonly name: string };

function Roundings({ delivery, name }: RoundingsProps) {
  const { t, lang } = useText("sources");
  if (delivery.roundings.length === 0) return null;
  return (
    <TableBox label={t("roundings.of", { name })}>
      <thead>
        <tr>
          <th scope="col">{t("column.column")}</th>
          <th scope="col" className="ls-figure">
            {t("column.values")}
          </th>
          <th scope="col" className="ls-figure">
            {t("column.taken")}
          </th>
        </tr>
      </thead>
      <tbody>
        {delivery.roundings.map(({ column, values, amount }) => (
          <tr key={column}>
            <th scope="row">
              <code className="ls-code">{column}</code>
            </th>
            <td className="ls-figure">{formatCount(values, lang)}</td>
            <td className="ls-figure">
              {amount === null ? <Unknown /> : formatDecimal(amount, lang)}
            </td>
          </tr>
        ))}
      </tbody>
    </TableBox>
  );
}

function Remarks({ delivery }: { readonly delivery: Delivery }) {
  const { t, lang } = useText("sources");
  const name = t("notices.delivery", {
    month: formatMonth(delivery.billing_period, lang),
    payer: delivery.payer_account_id,
    export: delivery.export,
  });
  return (
    <li>
      <h3>{name}</h3>
      {delivery.notices.length > 0 && (
        <ul>
          {delivery.notices.map(({ key, text }) => (
            <li key={`${key} ${text}`}>{text}</li>
          ))}
        </ul>
      )}
      <Roundings delivery={delivery} name={name} />
    </li>
  );
}

/** What a reader of the figures should know about each delivery. */
export function Notices({ state }: { readonly state: WidgetState<Sources> }) {
  const { t } = useText("sources");
  return (
    <Widget title={t("notices")} description={t("notices.about")} height={24} state={state}>
      {({ deliveries }) => {
        const found = remarkable(deliveries);
        if (found.length === 0) {
          return <Status type="success">{t("notices.none")}</Status>;
        }
        return (
          <ul className="so-remarks">
            {found.map((delivery) => (
              <Remarks key={`${delivery.delivery_id} ${delivery.export}`} delivery={delivery} />
            ))}
          </ul>
        );
      }}
    </Widget>
  );
}
