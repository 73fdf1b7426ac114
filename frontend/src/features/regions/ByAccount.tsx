import { TableBox } from "../../components/TableBox";
import { Widget, type WidgetState } from "../../components/widget";
import { useText } from "../../lib/i18n";
import { Found, RegionName, Spend } from "./cells";
import type { Account, Place } from "./facts";
import type { RegionsAnswer } from "./use-regions";

type CellProps = {
  readonly place: Place | undefined;
  readonly region: string;
  readonly account: string;
  readonly days: RegionsAnswer["days"];
};

function Cell({ place, region, account, days }: CellProps) {
  const { t } = useText("regions");
  if (place === undefined || (place.spend?.length === 0 && place.resources === null)) {
    return <span className="rg-soft">{t("spend.none")}</span>;
  }
  return (
    <div className="rg-cell">
      <Spend place={place} region={region} account={account} days={days} />
      <span className="rg-cell__found">
        {place.resources === null && `${t("found.label")} `}
        <Found place={place} region={region} account={account} />
      </span>
    </div>
  );
}

function AccountName({ account: { id, name } }: { readonly account: Account }) {
  return (
    <span translate="no">
      {name ?? id}
      {name !== null && <span className="rg-id">{id}</span>}
    </span>
  );
}

function Matrix({ answer: { rows, accounts, days } }: { readonly answer: RegionsAnswer }) {
  const { t } = useText("regions");
  return (
    <TableBox label={t("by-account.table")}>
      <thead>
        <tr>
          <th scope="col">{t("column.account")}</th>
          {rows.map(({ region }) => (
            <th key={region} scope="col" className="ls-figure">
              <RegionName region={region} />
            </th>
          ))}
        </tr>
      </thead>
      <tbody>
        {accounts.map((account) => (
          <tr key={account.id}>
            <th scope="row">
              <AccountName account={account} />
            </th>
            {rows.map((row) => (
              <td key={row.region} className="ls-figure">
                <Cell
                  place={row.accounts.get(account.id)}
                  region={row.region}
                  account={account.id}
                  days={days}
                />
              </td>
            ))}
          </tr>
        ))}
      </tbody>
    </TableBox>
  );
}

/** Accounts by regions: spend and resources in each. */
export function ByAccount({ state }: { readonly state: WidgetState<RegionsAnswer> }) {
  const { t } = useText("regions");
  return (
    <Widget title={t("by-account")} description={t("by-account.about")} height={420} state={state}>
      {(answer) => <Matrix answer={answer} />}
    </Widget>
  );
}
