import { ExportLinks } from "../../components/ExportLinks";
import { TableBox } from "../../components/TableBox";
import { Widget, type WidgetState } from "../../components/widget";
import { useText } from "../../lib/i18n";
import { IdentityRow } from "./IdentityRow";
import type { Reconciliation } from "./queries";
import { identitiesOf } from "./verdicts";

/** One row per identity; each opens into its bills. */
export function Identities({ state }: { readonly state: WidgetState<Reconciliation> }) {
  const { t } = useText("reconciliation");
  return (
    <Widget
      title={t("identities")}
      description={t("identities.about")}
      actions={<ExportLinks path="/api/v1/reconciliation" label={t("identities.export")} />}
      height={690}
      state={state}
    >
      {({ checks }) => (
        <TableBox label={t("identities.table")}>
          <thead>
            <tr>
              <th scope="col">{t("column.identity")}</th>
              <th scope="col">{t("column.verdict")}</th>
              <th scope="col" className="ls-figure">
                {t("column.bills")}
              </th>
              <th scope="col" className="ls-figure">
                {t("column.groups")}
              </th>
              <th scope="col" className="ls-figure">
                {t("column.residue")}
              </th>
            </tr>
          </thead>
          <tbody>
            {identitiesOf(checks).map((identity) => (
              <IdentityRow key={identity.id} identity={identity} />
            ))}
          </tbody>
        </TableBox>
      )}
    </Widget>
  );
}
