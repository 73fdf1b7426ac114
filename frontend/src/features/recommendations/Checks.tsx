import { useMemo } from "react";
import { PageLink } from "../../components/PageLink";
import { Status, type StatusType } from "../../components/Status";
import { byText, type DataColumn, DataTable } from "../../components/table";
import { useWidget, Widget } from "../../components/widget";
import { formatInstant } from "../../lib/dates";
import { useText } from "../../lib/i18n";
import { formatCount } from "../../lib/numbers";
import { type Check, noScan, useChecks } from "./queries";

/** Why a check's list is as long, or as empty, as it is. */
type Outcome = "found" | "blind" | "nothing-there" | "rejected" | "clean";

export function outcomeOf({ found, rejected, blind, resources }: Check): Outcome {
  if (found > rejected) return "found";
  if (found > 0) return "rejected";
  if (blind > 0) return "blind";
  return resources === 0 ? "nothing-there" : "clean";
}

const marks: Readonly<Record<Outcome, StatusType>> = {
  found: "info",
  rejected: "stopped",
  blind: "warning",
  "nothing-there": "stopped",
  clean: "success",
};

function TitleCell({ check }: { readonly check: Check }) {
  const { id, title, found } = check;
  if (found === 0) return <>{title}</>;
  return (
    <PageLink to="/recommendations" search={{ check: id }}>
      {title}
    </PageLink>
  );
}

function OutcomeMark({ check }: { readonly check: Check }) {
  const { t } = useText("recommendations");
  const outcome = outcomeOf(check);
  return <Status type={marks[outcome]}>{t(`outcome.${outcome}`)}</Status>;
}

function useColumns(): readonly DataColumn<Check>[] {
  const { t, lang } = useText("recommendations");
  return useMemo(() => {
    const count = (id: "resources" | "found" | "rejected" | "blind"): DataColumn<Check> => ({
      id,
      header: t(`check.${id}`),
      width: widths[id],
      figures: true,
      cell: (check) => formatCount(check[id], lang),
      compare: (a, b) => a[id] - b[id],
    });
    return [
      {
        id: "title",
        header: t("column.check"),
        width: 235,
        fixed: true,
        cell: (check) => <TitleCell check={check} />,
        compare: byText(({ title }) => title),
      },
      {
        id: "outcome",
        header: t("check.outcome"),
        width: 165,
        cell: (check) => <OutcomeMark check={check} />,
        compare: byText(outcomeOf),
      },
      count("resources"),
      count("found"),
      count("rejected"),
      count("blind"),
      {
        id: "as-of",
        header: t("check.as-of"),
        width: 190,
        cell: ({ as_of: at }) => formatInstant(at, lang),
        compare: byText(({ as_of: at }) => at),
      },
      {
        id: "family",
        header: t("column.family"),
        width: 140,
        cell: ({ family }) => t(`word.family.${family}`),
        compare: byText(({ family }) => family),
      },
    ];
  }, [t, lang]);
}

const widths = { resources: 118, found: 118, rejected: 142, blind: 105 } as const;
const rowId = ({ id }: Check) => id;

/** When each check last looked, at how much, and why its list is empty. */
export function Checks() {
  const { t } = useText("recommendations");
  const state = useWidget(useChecks(), { noSource: noScan });
  const columns = useColumns();
  // The headline says it, once.
  if (state.kind === "no-source") return null;
  return (
    <Widget title={t("checks")} description={t("checks.about")} height={640} state={state}>
      {({ checks }) => (
        <DataTable
          id="checks"
          label={t("checks.table")}
          rows={checks}
          columns={columns}
          rowId={rowId}
          wrapLines
          initialSort={{ columnId: "found", descending: true }}
        />
      )}
    </Widget>
  );
}
