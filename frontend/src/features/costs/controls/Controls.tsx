import { lazy, Suspense, useId, useState } from "react";
import { useText } from "../../../lib/i18n";
import { useNames } from "../names";
import { formatRange, type Range } from "../period";
import type { CostsState } from "../state";
import type { ChangeState } from "../use-costs";
import { CompareChoice } from "./CompareChoice";
import { GroupBy } from "./GroupBy";
import { MetricChoice } from "./MetricChoice";
import { PeriodChoice } from "./PeriodChoice";

const Filters = lazy(() => import("./Filters"));

type Props = {
  readonly state: CostsState;
  readonly change: ChangeState;
  readonly answered: Range | null;
};

/** What is asked. On narrow screens the choices fold into one line that says them. */
export function Controls({ state, change, answered }: Props) {
  const { t, lang } = useText("costs");
  const names = useNames();
  const panel = useId();
  const [open, setOpen] = useState(false);
  const said = [
    state.by.map(names.ofDimension).join(" + "),
    answered === null ? "" : formatRange(answered, lang),
    t(`metric.${state.metric}`),
    state.compare === "none" ? "" : t(`compare.${state.compare}`),
  ].filter((word) => word !== "");
  return (
    <section className="ls-ask" aria-label={t("controls")}>
      <button
        type="button"
        className="ls-ask__fold"
        aria-expanded={open}
        aria-controls={panel}
        onClick={() => {
          setOpen(!open);
        }}
      >
        <span>{t("controls.change")}</span>
        <span>{said.join(" · ")}</span>
      </button>
      <div id={panel} className="ls-ask__choices" data-open={open}>
        <GroupBy state={state} change={change} />
        <PeriodChoice state={state} change={change} answered={answered} />
        <MetricChoice state={state} change={change} />
        <CompareChoice state={state} change={change} />
      </div>
      <div className="ls-ask__filters" data-page-filter="">
        <Suspense
          fallback={<div className="ls-ask__wait" role="status" aria-label={t("filter")} />}
        >
          <Filters state={state} change={change} />
        </Suspense>
      </div>
    </section>
  );
}
