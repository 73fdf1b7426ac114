import type { UseQueryResult } from "@tanstack/react-query";
import { useMemo } from "react";
import { PageLink } from "../../../components/PageLink";
import { Unknown } from "../../../components/Unknown";
import { advisorOf } from "../../../lib/advisors";
import type { Problem } from "../../../lib/api/problem";
import { formatDay } from "../../../lib/dates";
import { useText } from "../../../lib/i18n";
import { Place, SavingCell, Word } from "../cells";
import type { Column } from "../Grid";
import type { Advised, Plan } from "../queries";
import { ofAdvised, shortId } from "../rows";
import { ListWidget } from "./ListWidget";

function useColumns(): readonly Column<Advised>[] {
  const { t, lang } = useText("recommendations");
  return useMemo(
    () => [
      {
        id: "resource",
        header: t("column.resource"),
        width: 210,
        cell: ({ resource_id: id }) => (
          <span translate="no">
            <PageLink to="/resources" search={{ search: id }}>
              {shortId(id)}
            </PageLink>
          </span>
        ),
      },
      {
        id: "saving",
        header: t("column.aws-saving"),
        width: 150,
        figures: true,
        cell: (row) => <SavingCell saving={row.monthly_savings} />,
      },
      {
        id: "says",
        header: t("column.says"),
        width: 270,
        cell: ({ action, finding }) => <Word text={action ?? finding} />,
      },
      {
        id: "source",
        header: t("column.source"),
        width: 180,
        cell: ({ source }) => <span translate="no">{advisorOf(source)}</span>,
      },
      {
        id: "place",
        header: t("column.place"),
        width: 145,
        cell: (row) => <Place account={row.account_id} region={row.region} />,
      },
      {
        id: "as-of",
        header: t("column.as-of"),
        width: 140,
        cell: ({ as_of: at }) => (at === null ? <Unknown /> : formatDay(at, lang)),
      },
    ],
    [t, lang],
  );
}

const rowsOf = ({ advised }: Plan) => advised;
const rowId = (one: Advised) =>
  [one.source, one.account_id, one.region, one.resource_id, one.finding, one.action].join(" ");

/** What only AWS's own advisors say. */
export function AdvisedList({ query }: { readonly query: UseQueryResult<Plan, Problem> }) {
  const columns = useColumns();
  return (
    <ListWidget
      show="aws"
      query={query}
      rowsOf={rowsOf}
      knownOf={ofAdvised}
      rowId={rowId}
      columns={columns}
    />
  );
}
