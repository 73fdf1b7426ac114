import SegmentedControl from "@cloudscape-design/components/segmented-control";
import { useText } from "../../../lib/i18n";
import { granularities, views } from "../address";
import { bucketsOf, type CostsState } from "../state";
import type { ChangeState } from "../use-costs";

type Props = { readonly state: CostsState; readonly change: ChangeState };

/** How the period is cut, and how it is drawn. */
export function ChartChoices({ state, change }: Props) {
  const { t } = useText("costs");
  return (
    <>
      <SegmentedControl
        label={t("granularity")}
        selectedId={bucketsOf(state)}
        options={granularities.map((id) => ({ id, text: t(`granularity.${id}`) }))}
        onChange={({ detail }) => {
          const granularity = granularities.find((one) => one === detail.selectedId);
          if (granularity !== undefined) change({ granularity });
        }}
      />
      <SegmentedControl
        label={t("view")}
        selectedId={state.view}
        options={views.map((id) => ({ id, text: t(`view.${id}`) }))}
        onChange={({ detail }) => {
          const view = views.find((one) => one === detail.selectedId);
          if (view !== undefined) change({ view });
        }}
      />
    </>
  );
}
