import Select from "@cloudscape-design/components/select";
import { useMemo } from "react";
import { ExportLinks } from "../../components/ExportLinks";
import { DataTable } from "../../components/table";
import { Widget, type WidgetState } from "../../components/widget";
import { usePageSearch } from "../../lib/feature";
import { useText } from "../../lib/i18n";
import { columnsOf } from "./columns";
import { inOrder, isState, type State, states } from "./deliveries";
import { feature } from "./feature";
import type { Sources } from "./queries";
import { StateMark } from "./StateMark";

function StateFilter() {
  const { t } = useText("sources");
  const [{ state }, change] = usePageSearch(feature);
  const options = [
    { value: "", label: t("deliveries.all-states") },
    ...states.map((value) => ({ value, label: t(`state.${value}`) })),
  ];
  return (
    <div className="so-filter">
      <Select
        inlineLabelText={t("column.state")}
        selectedOption={options.find(({ value }) => value === (state ?? "")) ?? null}
        options={options}
        onChange={({ detail }) => {
          const { value } = detail.selectedOption;
          change({ state: isState(value) ? value : undefined });
        }}
      />
    </div>
  );
}

function Legend({ of }: { readonly of: readonly State[] }) {
  const { t } = useText("sources");
  return (
    <dl className="so-legend">
      {of.map((state) => (
        <div key={state}>
          <dt>
            <StateMark state={state} />
          </dt>
          <dd>{t(`state-means.${state}`)}</dd>
        </div>
      ))}
    </dl>
  );
}

/** Every delivery held, newest month first, with what its state means. */
export function Deliveries({ state }: { readonly state: WidgetState<Sources> }) {
  const { t, lang } = useText("sources");
  const [{ state: wanted }] = usePageSearch(feature);
  const columns = useMemo(() => columnsOf(t, lang), [t, lang]);
  return (
    <Widget
      title={t("deliveries")}
      description={t("deliveries.about")}
      actions={
        <>
          <StateFilter />
          <ExportLinks path="/api/v1/sources" label={t("deliveries.export")} />
        </>
      }
      height={620}
      state={state}
    >
      {({ deliveries }) => (
        <>
          <DataTable
            id="sources.deliveries"
            label={t("deliveries.table")}
            rows={inOrder(deliveries).filter((one) => wanted === undefined || one.state === wanted)}
            rowId={(one) => [one.export, one.delivery_id, one.payer_account_id].join("|")}
            initialSort={{ columnId: "month", descending: true }}
            columns={columns}
          />
          <Legend of={states} />
        </>
      )}
    </Widget>
  );
}
