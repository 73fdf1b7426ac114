import Select from "@cloudscape-design/components/select";
import { useMemo } from "react";
import { ExportLinks } from "../../components/ExportLinks";
import { Status as Said } from "../../components/Status";
import { DataTable } from "../../components/table";
import { useWidget, Widget } from "../../components/widget";
import { usePageSearch } from "../../lib/feature";
import { useText } from "../../lib/i18n";
import { formatCount } from "../../lib/numbers";
import { columnsOf } from "./columns";
import { type CoverageSearch, feature } from "./feature";
import { type CoverageAnswer, exportOf, noScan, useChosenJobs } from "./queries";
import { isStatus, statuses } from "./statuses";

function StatusFilter() {
  const { t } = useText("coverage");
  const [{ status }, change] = usePageSearch(feature);
  const options = [
    { value: "", label: t("list.gaps") },
    { value: "all", label: t("list.all") },
    ...statuses.map((value) => ({ value, label: t(`status.${value}`) })),
  ];
  return (
    <div className="co-filter">
      <Select
        inlineLabelText={t("column.status")}
        selectedOption={options.find(({ value }) => value === (status ?? "")) ?? null}
        options={options}
        onChange={({ detail }) => {
          const { value } = detail.selectedOption;
          change({ status: isStatus(value) || value === "all" ? value : undefined });
        }}
      />
    </div>
  );
}

function useClear({ status, service, region }: CoverageSearch) {
  const [, change] = usePageSearch(feature);
  if (status === undefined && service === undefined && region === undefined) return undefined;
  return () => {
    change({ status: undefined, service: undefined, region: undefined });
  };
}

/** Which service and region the rows are of, when a cell was chosen. */
function Place({ asked, onClear }: { readonly asked: CoverageSearch; onClear: () => void }) {
  const { t } = useText("coverage");
  const names = [...(asked.service ?? []), ...(asked.region ?? [])];
  if (names.length === 0) return null;
  return (
    <p className="co-place">
      {t("list.place")} <strong translate="no">{names.join(" · ")}</strong>{" "}
      <button type="button" className="co-clear" onClick={onClear}>
        {t("widget.clear-filters")}
      </button>
    </p>
  );
}

function Rows({ answer }: { readonly answer: CoverageAnswer }) {
  const { t, lang } = useText("coverage");
  const columns = useMemo(() => columnsOf(t, lang), [t, lang]);
  const { rows, page } = answer;
  if (rows.length === 0) return <Said type="success">{t("list.none")}</Said>;
  const figures = { shown: formatCount(rows.length, lang), all: formatCount(page.total, lang) };
  return (
    <>
      {page.next_offset !== null && <p className="co-soft">{t("list.more", figures)}</p>}
      <DataTable
        id="coverage.jobs"
        label={t("list.table")}
        rows={rows}
        rowId={(job) => [job.account, job.region, job.resource_type].join("|")}
        rowHeader="type"
        columns={columns}
      />
    </>
  );
}

/** The questions without an answer, or those that are chosen. */
export function List() {
  const { t } = useText("coverage");
  const [asked] = usePageSearch(feature);
  const query = useChosenJobs(asked);
  const clear = useClear(asked);
  const state = useWidget(query, {
    noSource: noScan,
    isEmpty: ({ rows }) => rows.length === 0,
    ...(clear && { onClear: clear }),
  });
  return (
    <Widget
      title={t(asked.status === undefined ? "list" : "list.chosen")}
      description={t("list.about")}
      actions={
        <>
          <StatusFilter />
          <ExportLinks path="/api/v1/coverage" params={exportOf(asked)} label={t("list.export")} />
        </>
      }
      height={360}
      state={state}
    >
      {(answer) => (
        <div className="co-fresh" aria-busy={query.isPlaceholderData}>
          {clear && <Place asked={asked} onClear={clear} />}
          <Rows answer={answer} />
        </div>
      )}
    </Widget>
  );
}
