import { CopyCommand } from "../../components/CopyCommand";
import { Status } from "../../components/Status";
import { Widget, type WidgetState } from "../../components/widget";
import { ingestCommand } from "../../lib/api/no-ledger";
import { formatMonth } from "../../lib/dates";
import { useText } from "../../lib/i18n";
import type { Sources } from "./queries";

function Missing({ gaps }: { readonly gaps: Sources["gaps"] }) {
  const { t, lang } = useText("sources");
  return (
    <div className="so-fix">
      <ul>
        {gaps.map(({ billing_period: month, payer_account_id: payer }) => (
          <li key={`${month} ${payer ?? ""}`}>
            <Status type="warning">
              <strong>{formatMonth(month, lang)}</strong>{" "}
              {payer === null ? t("gaps.nobody") : t("gaps.payer", { payer })}
            </Status>
          </li>
        ))}
      </ul>
      <p>{t("gaps.fix")}</p>
      <CopyCommand command={ingestCommand} />
    </div>
  );
}

/** The months that are missing between the first and the last, and what to do about it. */
export function Gaps({ state }: { readonly state: WidgetState<Sources> }) {
  const { t } = useText("sources");
  return (
    <Widget title={t("gaps")} description={t("gaps.about")} height={24} state={state}>
      {({ gaps }) =>
        gaps.length === 0 ? (
          <Status type="success">{t("gaps.none")}</Status>
        ) : (
          <Missing gaps={gaps} />
        )
      }
    </Widget>
  );
}
