import { Money } from "../../components/Money";
import { Quantity } from "../../components/Quantity";
import { Status, type StatusType } from "../../components/Status";
import { ratio } from "../../lib/decimal";
import { useText } from "../../lib/i18n";
import { formatPercent } from "../../lib/money";
import { barOf, isLimit, type Standing, standingOf } from "./budgets";
import type { Budget } from "./queries";

const marks: Readonly<Record<Standing, StatusType>> = {
  over: "error",
  "expected-over": "warning",
  within: "success",
  "below-target": "warning",
  "on-target": "success",
  unknown: "pending",
};

/** An amount in the budget's own unit, which is a currency only for costs. */
function Amount({ budget, of }: { readonly budget: Budget; readonly of: string | null }) {
  const { kind, unit } = budget;
  const isMoney = kind === "COST" && unit !== null && /^[A-Z]{3}$/.test(unit);
  return isMoney ? <Money amount={of} currency={unit} /> : <Quantity amount={of} unit={unit} />;
}

/** The bar only repeats what the words say: the limit is a mark that spending may pass. */
function Bar({ budget }: { readonly budget: Budget }) {
  const bar = barOf(budget);
  const width = (share: number) => ({ width: `${100 * share}%` });
  return (
    <div className="mo-bar" data-standing={standingOf(budget)} aria-hidden="true">
      {bar?.forecast != null && <span className="mo-bar__forecast" style={width(bar.forecast)} />}
      {bar !== null && <span className="mo-bar__spent" style={width(bar.spent)} />}
      {bar !== null && <span className="mo-bar__limit" style={{ left: `${100 * bar.limit}%` }} />}
    </div>
  );
}

/** One budget of AWS: what it allows, what was spent and what AWS expects. */
export function BudgetCard({ budget }: { readonly budget: Budget }) {
  const { t, lang } = useText("monitoring");
  const { name, account, limit, actual, forecast } = budget;
  const share = ratio(actual, limit);
  const standing = standingOf(budget);
  const amounts = [
    [isLimit(budget) ? "limit" : "target", limit],
    [isLimit(budget) ? "spent" : "reached", actual],
    ["forecast", forecast],
  ] as const;
  return (
    <li className="mo-budget">
      <h3 translate="no">{name}</h3>
      <p className="mo-soft" translate="no">
        {account}
      </p>
      <Bar budget={budget} />
      <p className="mo-budget__standing">
        <Status type={marks[standing]}>{t(`standing.${standing}`)}</Status>
        {share !== null && (
          <span className="mo-soft">
            {t(isLimit(budget) ? "budgets.of-limit" : "budgets.of-target", {
              share: formatPercent(share, lang),
            })}
          </span>
        )}
      </p>
      <dl className="mo-budget__amounts">
        {amounts.map(([id, amount]) => (
          <div key={id}>
            <dt>{t(`budgets.${id}`)}</dt>
            <dd>
              <Amount budget={budget} of={amount} />
            </dd>
          </div>
        ))}
      </dl>
    </li>
  );
}
