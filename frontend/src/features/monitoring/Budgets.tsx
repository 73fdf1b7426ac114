import { ExportLinks } from "../../components/ExportLinks";
import { Widget } from "../../components/widget";
import { useText } from "../../lib/i18n";
import { BudgetCard } from "./BudgetCard";
import { useBudgets, useTold } from "./queries";

/** The budgets that are kept in AWS, as AWS counts them. */
export function Budgets() {
  const { t } = useText("monitoring");
  const state = useTold(useBudgets());
  return (
    <Widget
      title={t("budgets")}
      description={t("budgets.about")}
      actions={
        state.kind === "no-source" ? undefined : (
          <ExportLinks path="/api/v1/budgets" label={t("budgets.export")} />
        )
      }
      height={state.kind === "loading" ? 528 : 96}
      state={state}
    >
      {({ rows }) =>
        rows.length === 0 ? (
          <p className="mo-soft">{t("budgets.none")}</p>
        ) : (
          <ul className="mo-budgets">
            {rows.map((budget) => (
              <BudgetCard key={`${budget.account} ${budget.name}`} budget={budget} />
            ))}
          </ul>
        )
      }
    </Widget>
  );
}
