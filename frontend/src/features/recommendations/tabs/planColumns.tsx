import { useMemo, useState } from "react";
import { Opener } from "../../../components/Opener";
import { useText } from "../../../lib/i18n";
import { DecisionMark, Place, ResourceCell, SavingCell } from "../cells";
import type { Column } from "../Grid";
import type { Recommendation } from "../queries";

type Choice = { readonly opened: string | null; readonly onOpen: (id: string) => void };
type Columns = readonly Column<Recommendation>[];
const widths = { action: 142, confidence: 125, effort: 95 } as const;
type Say = (key: string, facts?: Readonly<Record<string, string>>) => string;

function TitleCell({ one, opened, onOpen }: Choice & { readonly one: Recommendation }) {
  const { t } = useText("recommendations");
  const { id, title, name, resource_id: resource, decision } = one;
  return (
    <div className="rc-stack">
      <Opener
        name={title}
        label={t("row", { title, resource: name ?? resource })}
        isOpen={opened === id}
        isOurs
        onOpen={() => {
          onOpen(id);
        }}
      />
      <span className="rc-soft">{t(`word.family.${one.family}`)}</span>
      {decision !== null && <DecisionMark decision={decision} />}
    </div>
  );
}

function restOf(t: Say): Columns {
  return [
    {
      id: "resource",
      header: t("column.resource"),
      width: 172,
      cell: (row) => <ResourceCell {...row} />,
    },
    {
      id: "place",
      header: t("column.place"),
      width: 145,
      cell: (row) => <Place account={row.account_id} region={row.region} />,
    },
    ...(["action", "confidence", "effort"] as const).map((id) => ({
      id,
      header: t(`column.${id}`),
      width: widths[id],
      cell: (row: Recommendation) => t(`word.${id}.${row[id]}`),
    })),
  ];
}

/** The columns of the plan; a phone shows what it is and what it saves. */
export function usePlanColumns({ opened, onOpen }: Choice): Columns {
  const { t } = useText("recommendations");
  const [narrow] = useState(() => matchMedia("(max-width: 560px)").matches);
  return useMemo(
    () => [
      {
        id: "title",
        header: t("column.title"),
        width: narrow ? 160 : 205,
        cell: (one) => <TitleCell one={one} opened={opened} onOpen={onOpen} />,
      },
      {
        id: "saving",
        header: t("column.saving"),
        width: 142,
        figures: true,
        orders: true,
        cell: (one) => <SavingCell saving={one.monthly_savings} saves={one.saves_money} />,
      },
      ...restOf(t),
    ],
    [opened, onOpen, narrow, t],
  );
}
