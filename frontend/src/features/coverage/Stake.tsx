import { Money } from "../../components/Money";
import { Unknown } from "../../components/Unknown";
import { useText } from "../../lib/i18n";
import type { Spend } from "./queries";

type Props = { readonly spent: readonly Spend[] | null; readonly size?: "normal" | "large" };

/** An amount per currency; without a bill it is unknown, without a charge there is none. */
export function Stake({ spent, size = "normal" }: Props) {
  const { t } = useText("coverage");
  if (spent === null) return <Unknown reason={t("stake.unknown")} />;
  if (spent.length === 0) return <>{t("stake.none")}</>;
  return (
    <>
      {spent.map(({ currency, amount }) => (
        <div key={currency}>
          <Money amount={amount} currency={currency} size={size} />
        </div>
      ))}
    </>
  );
}
