import { Status } from "../../components/Status";
import { TableBox } from "../../components/TableBox";
import { useWidget, Widget } from "../../components/widget";
import { ingestCommand } from "../../lib/api/no-ledger";
import { useText } from "../../lib/i18n";
import { formatCount } from "../../lib/numbers";
import { type Catalogue, useCatalogue } from "./queries";
import { Stake } from "./Stake";

function DepthBars({ catalogue: { depths, services } }: { readonly catalogue: Catalogue }) {
  const { t, lang } = useText("coverage");
  const all = services.length;
  return (
    <ul className="co-depths">
      {depths.map(({ depth, services: seen }) => (
        <li key={depth}>
          <span>{t(`depth.${depth}`)}</span>
          <span className="co-depths__track" aria-hidden="true">
            <span style={{ width: `${all === 0 ? 0 : (100 * seen) / all}%` }} />
          </span>
          <span>
            {t("headline.of", { answered: formatCount(seen, lang), all: formatCount(all, lang) })}
          </span>
        </li>
      ))}
    </ul>
  );
}

function Unmapped({ catalogue: { unmapped } }: { readonly catalogue: Catalogue }) {
  const { t } = useText("coverage");
  if (unmapped === null || unmapped.length === 0)
    return <Status type="success">{t("unmapped.none")}</Status>;
  return (
    <TableBox label={t("unmapped.table")}>
      <thead>
        <tr>
          <th scope="col">{t("unmapped.code")}</th>
          <th scope="col" className="ls-figure">
            {t("unmapped.spend")}
          </th>
        </tr>
      </thead>
      <tbody>
        {unmapped.map(({ product_code: code, spend }) => (
          <tr key={code}>
            <th scope="row">
              <code className="ls-code co-code">{code}</code>
            </th>
            <td className="ls-figure">
              <Stake spent={spend} />
            </td>
          </tr>
        ))}
      </tbody>
    </TableBox>
  );
}

/** How far the product sees into each service, and the spend that no service claims. */
export function CatalogueWidgets() {
  const { t } = useText("coverage");
  const query = useCatalogue();
  const depths = useWidget(query);
  const unmapped = useWidget(query, {
    noSource: ({ data }) => (data?.unmapped === null ? ingestCommand : null),
  });
  return (
    <div className="co-pair">
      <Widget title={t("depths")} description={t("depths.about")} height={150} state={depths}>
        {(catalogue) => <DepthBars catalogue={catalogue} />}
      </Widget>
      <Widget title={t("unmapped")} description={t("unmapped.about")} height={150} state={unmapped}>
        {(catalogue) => <Unmapped catalogue={catalogue} />}
      </Widget>
    </div>
  );
}
