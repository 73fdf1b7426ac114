import { Status, type StatusType } from "../../components/Status";
import { useText } from "../../lib/i18n";
import type { State } from "./deliveries";

const icons: Readonly<Record<State, StatusType>> = {
  final: "success",
  partly: "in-progress",
  estimated: "pending",
  superseded: "stopped",
};

/** An icon and a word: the colour only repeats them. */
export function StateMark({ state }: { readonly state: State }) {
  const { t } = useText("sources");
  return <Status type={icons[state]}>{t(`state.${state}`)}</Status>;
}
