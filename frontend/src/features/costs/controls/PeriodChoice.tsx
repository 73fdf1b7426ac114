import FormField from "@cloudscape-design/components/form-field";
import Select from "@cloudscape-design/components/select";
import { useState } from "react";
import { useText } from "../../../lib/i18n";
import {
  formatRange,
  isWholeMonths,
  presetOf,
  presets,
  type Range,
  rangeOf,
  today,
} from "../period";
import type { CostsState } from "../state";
import type { ChangeState } from "../use-costs";
import { CustomDates } from "./CustomDates";

type Props = {
  readonly state: CostsState;
  readonly change: ChangeState;
  /** The period of the answer on screen; null before the first one. */
  readonly answered: Range | null;
};

function chosenOf({ from, to }: CostsState, on: string): string {
  if (from === null && to === null) return "newest";
  if (from === null || to === null) return "custom";
  return presetOf({ from, to }, on) ?? "custom";
}

/** The period: a name, and always the days that it means. */
export function PeriodChoice({ state, change, answered }: Props) {
  const { t, lang } = useText("costs");
  const on = today();
  const chosen = chosenOf(state, on);
  const [asking, setAsking] = useState(false);
  const custom = asking || chosen === "custom";
  const named = presets.map((preset) => ({
    value: preset,
    label: t(`period.${preset}`),
    description: formatRange(rangeOf(preset, on), lang),
  }));
  const options = [
    { value: "newest", label: t("period.newest") },
    ...named,
    { value: "custom", label: t("period.custom") },
  ];
  const given = state.from === null || state.to === null ? null : state;
  const range = given === null ? answered : { from: given.from ?? "", to: given.to ?? "" };
  const basis = range !== null && isWholeMonths(range) ? "basis.bills" : "basis.days";
  const meaning =
    range === null ? "" : t("period.meaning", { days: formatRange(range, lang), basis: t(basis) });
  return (
    <>
      <FormField label={t("period")} constraintText={meaning}>
        <Select
          selectedOption={
            options.find(({ value }) => value === (custom ? "custom" : chosen)) ?? null
          }
          options={options}
          triggerVariant="label"
          onChange={({ detail }) => {
            const { value } = detail.selectedOption;
            const preset = presets.find((one) => one === value);
            setAsking(value === "custom");
            if (value === "newest") change({ from: null, to: null });
            if (preset !== undefined) change(rangeOf(preset, on));
          }}
        />
      </FormField>
      {custom && (
        <CustomDates
          key={`${range?.from ?? ""} ${range?.to ?? ""}`}
          range={range ?? rangeOf("last-30", on)}
          onApply={(next) => {
            setAsking(false);
            change(next);
          }}
        />
      )}
    </>
  );
}
