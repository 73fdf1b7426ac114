import FormField from "@cloudscape-design/components/form-field";
import Pagination from "@cloudscape-design/components/pagination";
import Select from "@cloudscape-design/components/select";
import { ExportLinks } from "../../components/ExportLinks";
import { useWidget, Widget } from "../../components/widget";
import { noLedger } from "../../lib/api/no-ledger";
import { usePageSearch } from "../../lib/feature";
import { useText } from "../../lib/i18n";
import { ConsumedCourse } from "./ConsumedCourse";
import { ConsumedTable } from "./ConsumedTable";
import { bys, isBy, usualBy } from "./choices";
import { feature } from "./feature";
import { consumedKey } from "./keys";
import { consumedPageSize, type QuantitiesAnswer, useQuantities } from "./queries";

function ByChoice() {
  const { t } = useText("monitoring");
  const [{ by = usualBy }, change] = usePageSearch(feature);
  const options = bys.map((value) => ({ value, label: t(`by.${value}`) }));
  return (
    <div className="mo-by">
      <FormField label={t("by")}>
        <Select
          selectedOption={options.find(({ value }) => value === by) ?? null}
          options={options}
          onChange={({ detail }) => {
            const { value } = detail.selectedOption;
            const next = isBy(value) && value !== usualBy ? value : undefined;
            change({ by: next, rows: undefined, row: undefined });
          }}
        />
      </FormField>
    </div>
  );
}

type RowsProps = { readonly answer: QuantitiesAnswer; readonly waiting: boolean };

function Rows({ answer, waiting }: RowsProps) {
  const { t } = useText("monitoring");
  const [{ by = usualBy, rows = "1", row }, change] = usePageSearch(feature);
  const pages = Math.ceil(answer.total / consumedPageSize);
  const chosen = answer.rows.find((one) => consumedKey(one) === row) ?? answer.rows[0];
  return (
    <div className="mo-consumed mo-fresh" aria-busy={waiting}>
      <div className="mo-consumed__list">
        <ByChoice />
        {chosen === undefined ? (
          <p className="mo-soft">{t("quantities.none")}</p>
        ) : (
          <ConsumedTable
            answer={answer}
            by={by}
            chosen={consumedKey(chosen)}
            onChoose={(one) => {
              change({ row: consumedKey(one) }, { replace: true });
            }}
          />
        )}
        {pages > 1 && (
          <Pagination
            currentPageIndex={Number(rows)}
            pagesCount={pages}
            ariaLabels={{ paginationLabel: t("quantities.pages") }}
            onChange={({ detail }) => {
              change({ rows: String(detail.currentPageIndex), row: undefined });
            }}
          />
        )}
      </div>
      {chosen !== undefined && <ConsumedCourse row={chosen} dates={answer.days} />}
    </div>
  );
}

/** What the bill says was consumed, by day. Quantities of two units never meet. */
export function Quantities() {
  const { t } = useText("monitoring");
  const [{ by = usualBy, rows = "1" }] = usePageSearch(feature);
  const query = useQuantities(by, Number(rows));
  const state = useWidget(query, { noSource: noLedger });
  return (
    <Widget
      title={t("quantities")}
      description={t("quantities.about")}
      actions={
        state.kind === "no-source" ? undefined : (
          <ExportLinks path="/api/v1/quantities" params={{ by }} label={t("quantities.export")} />
        )
      }
      height={state.kind === "loading" ? 730 : 96}
      state={state}
    >
      {(answer) => <Rows answer={answer} waiting={query.isPlaceholderData} />}
    </Widget>
  );
}
