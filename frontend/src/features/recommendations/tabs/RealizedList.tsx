import { useMemo } from "react";
import { ExportLinks } from "../../../components/ExportLinks";
import { Money } from "../../../components/Money";
import { Unknown } from "../../../components/Unknown";
import { formatInstant } from "../../../lib/dates";
import { useText } from "../../../lib/i18n";
import { Place, ResourceCell } from "../cells";
import type { Column } from "../Grid";
import { type Realized, type SavingsAnswer, useSavings } from "../queries";
import { ofRealized } from "../rows";
import { ListWidget } from "./ListWidget";

type CellProps = { readonly one: Realized; readonly currency: string | null };

function Amount({
  amount,
  currency,
}: {
  readonly amount: string | null;
  readonly currency: string | null;
}) {
  return currency === null ? <Unknown /> : <Money amount={amount} currency={currency} />;
}

/** The saving a month with its interval, or why there is none. */
function MonthlyCell({ one, currency }: CellProps) {
  const { t } = useText("recommendations");
  const { standing, monthly_savings: monthly, low, high } = one;
  if (standing !== "measured") return <span className="rc-soft">–</span>;
  return (
    <div className="rc-stack rc-stack--end">
      <Amount amount={monthly} currency={currency} />
      {low !== null && high !== null && (
        <span className="rc-soft">
          {t("realized.from")} <Amount amount={low} currency={currency} /> {t("realized.to")}{" "}
          <Amount amount={high} currency={currency} />
        </span>
      )}
    </div>
  );
}

function StandingCell({ one }: { readonly one: Realized }) {
  const { t } = useText("recommendations");
  const { standing, days_before: before, days_after: after, has_control: control } = one;
  return (
    <div className="rc-stack">
      <span>{t(`standing.${standing}`)}</span>
      <span className="rc-soft">
        {t("realized.days", { before, after })}
        {control && ` ${t("realized.control")}`}
      </span>
    </div>
  );
}

function useColumns(currency: string | null): readonly Column<Realized>[] {
  const { t, lang } = useText("recommendations");
  return useMemo(
    () => [
      { id: "title", header: t("column.title"), width: 200, cell: (one) => one.title ?? one.check },
      {
        id: "monthly",
        header: t("column.realized"),
        width: 200,
        figures: true,
        cell: (one) => <MonthlyCell one={one} currency={currency} />,
      },
      {
        id: "so-far",
        header: t("column.so-far"),
        width: 130,
        figures: true,
        cell: ({ standing, saved_so_far: amount }) =>
          standing === "measured" ? <Amount amount={amount} currency={currency} /> : "–",
      },
      {
        id: "standing",
        header: t("column.standing"),
        width: 210,
        cell: (one) => <StandingCell one={one} />,
      },
      {
        id: "resource",
        header: t("column.resource"),
        width: 190,
        cell: (one) => <ResourceCell {...one} />,
      },
      {
        id: "place",
        header: t("column.place"),
        width: 145,
        cell: (one) => <Place account={one.account_id} region={one.region} />,
      },
      {
        id: "decided",
        header: t("column.decided"),
        width: 170,
        cell: ({ decided_at: at }) => formatInstant(at, lang),
      },
    ],
    [currency, t, lang],
  );
}

const rowsOf = ({ decisions }: SavingsAnswer) => decisions;
const rowId = ({ id }: Realized) => id;

/** What accepted recommendations have saved, by the bill. */
export function RealizedList() {
  const { t } = useText("recommendations");
  const query = useSavings();
  const columns = useColumns(query.data?.currency ?? null);
  return (
    <ListWidget
      show="realized"
      query={query}
      rowsOf={rowsOf}
      knownOf={ofRealized}
      rowId={rowId}
      columns={columns}
      actions={<ExportLinks path="/api/v1/savings" label={t("export.savings")} />}
    />
  );
}
