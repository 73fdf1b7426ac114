import { lazy, Suspense } from "react";
import { Widget } from "../../../components/widget";
import { useText } from "../../../lib/i18n";
import { savingsHeight } from "./sizes";

const SavingsTile = lazy(() => import("./SavingsTile"));

/** The frame of the savings from the start; their code is no part of the first page. */
export function LazySavings() {
  const { t } = useText("overview");
  const waiting = (
    <Widget title={t("savings")} height={savingsHeight} state={{ kind: "loading" }}>
      {() => null}
    </Widget>
  );
  return (
    <Suspense fallback={waiting}>
      <SavingsTile />
    </Suspense>
  );
}
