import type { UseQueryResult } from "@tanstack/react-query";
import { useMemo } from "react";
import type { Problem } from "../../../lib/api/problem";
import { useText } from "../../../lib/i18n";
import { Place, ResourceCell, SavingCell } from "../cells";
import type { Column } from "../Grid";
import type { Plan, Rejected } from "../queries";
import { ofRejected } from "../rows";
import { ListWidget } from "./ListWidget";

function useColumns(): readonly Column<Rejected>[] {
  const { t } = useText("recommendations");
  return useMemo(
    () => [
      { id: "title", header: t("column.title"), width: 200, cell: ({ title }) => title },
      {
        id: "reason",
        header: t("column.reason"),
        width: 330,
        cell: ({ reason, because }) => (
          <div className="rc-stack">
            <span>{t(`reason.${reason}`)}</span>
            <span className="rc-soft" translate="no">
              {because}
            </span>
          </div>
        ),
      },
      {
        id: "resource",
        header: t("column.resource"),
        width: 200,
        cell: (row) => <ResourceCell {...row} />,
      },
      {
        id: "place",
        header: t("column.place"),
        width: 145,
        cell: (row) => <Place account={row.account_id} region={row.region} />,
      },
      {
        id: "saving",
        header: t("column.would-save"),
        width: 160,
        figures: true,
        cell: (row) => <SavingCell saving={row.monthly_savings} />,
      },
    ],
    [t],
  );
}

const rowsOf = ({ rejected }: Plan) => rejected;
const rowId = ({ id }: Rejected) => id;

/** What was found and is not recommended, with the fact that speaks against it. */
export function RejectedList({ query }: { readonly query: UseQueryResult<Plan, Problem> }) {
  const columns = useColumns();
  return (
    <ListWidget
      show="rejected"
      query={query}
      rowsOf={rowsOf}
      knownOf={ofRejected}
      rowId={rowId}
      columns={columns}
    />
  );
}
