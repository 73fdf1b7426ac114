import { CopyCommand } from "../../components/CopyCommand";
import { Unknown } from "../../components/Unknown";
import { Widget, type WidgetState } from "../../components/widget";
import { useText } from "../../lib/i18n";
import { Savings } from "./cells";
import type { Plan } from "./queries";
import { type BlindSpot, spotsOf } from "./sums";
import { commandFor, needOf } from "./words";

function Places({ places }: { readonly places: BlindSpot["places"] }) {
  const { t } = useText("recommendations");
  return (
    <details>
      <summary>{t("blind.places", { count: places.length })}</summary>
      <ul className="rc-places" translate="no">
        {places.map(([account, region]) => (
          <li key={`${account} ${region}`}>
            {account} {region}
          </li>
        ))}
      </ul>
    </details>
  );
}

function Spot({ spot }: { readonly spot: BlindSpot }) {
  const { t } = useText("recommendations");
  const { missing, checks, places, stakes } = spot;
  const { scope, type } = needOf(missing);
  return (
    <li className="rc-spot">
      <div>
        <h3>{t(`need.${scope}`, { type, defaultValue: missing })}</h3>
        <p className="rc-soft">{checks.join(" · ")}</p>
        <Places places={places} />
      </div>
      <dl>
        <dt>{t("blind.stake")}</dt>
        <dd>
          {stakes.length === 0 ? (
            <Unknown reason={t("blind.no-stake")} />
          ) : (
            <Savings savings={stakes} />
          )}
        </dd>
      </dl>
      <CopyCommand command={commandFor(missing)} />
    </li>
  );
}

/** Where checks could not see, by what they lack, and the command that may bring it. */
export function BlindSpots({ state }: { readonly state: WidgetState<Plan> }) {
  const { t } = useText("recommendations");
  return (
    <Widget
      title={t("blind")}
      description={t("blind.about")}
      height={state.kind === "loading" ? 480 : 48}
      state={state}
    >
      {(plan) =>
        plan.blind.length === 0 ? (
          <p className="rc-soft">{t("blind.none")}</p>
        ) : (
          <ul className="rc-spots">
            {spotsOf(plan).map((spot) => (
              <Spot key={spot.missing} spot={spot} />
            ))}
          </ul>
        )
      }
    </Widget>
  );
}
