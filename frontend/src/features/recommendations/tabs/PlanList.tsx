import type { UseQueryResult } from "@tanstack/react-query";
import { ExportLinks } from "../../../components/ExportLinks";
import type { Problem } from "../../../lib/api/problem";
import { usePageSearch } from "../../../lib/feature";
import { useText } from "../../../lib/i18n";
import { Savings } from "../cells";
import { DecideButtons } from "../decisions/DecideButtons";
import type { Asked } from "../decisions/useDecisions";
import type { RecommendationsSearch } from "../feature";
import { feature } from "../feature";
import type { Plan, Recommendation } from "../queries";
import { ofRecommendation, ordered } from "../rows";
import { sumOf } from "../sums";
import { ListWidget } from "./ListWidget";
import { usePlanColumns } from "./planColumns";

export type Deciding = {
  readonly isBusy: boolean;
  readonly onAsk: (asked: Asked) => void;
  readonly onTakeBack: (about: readonly Recommendation[]) => void;
  /** Ids. */
  readonly chosen: readonly string[];
  readonly onChoose: (chosen: readonly string[]) => void;
};

type Props = {
  readonly show: "todo" | "aside";
  readonly query: UseQueryResult<Plan, Problem>;
  readonly deciding: Deciding;
  readonly opened: string | null;
  readonly onOpen: (id: string) => void;
};

type BarProps = {
  readonly rows: readonly Recommendation[];
  readonly deciding: Deciding;
};

/** How many are chosen, what they save, and what can be decided about them. */
function DecideBar({ rows, deciding }: BarProps) {
  const { t } = useText("recommendations");
  const about = rows.filter(({ id }) => deciding.chosen.includes(id));
  const known = sumOf(about.map((one) => one.monthly_savings));
  return (
    <div className="rc-bar">
      <p>
        {t("chosen", { count: about.length })}
        {known.length > 0 && (
          <>
            {" · "}
            <Savings savings={known} /> {t("a-month")}
          </>
        )}
      </p>
      <DecideButtons
        about={about}
        isBusy={deciding.isBusy}
        onAsk={deciding.onAsk}
        onTakeBack={deciding.onTakeBack}
      />
    </div>
  );
}

/** What of the address the API's files understand too. */
function exported({ family, check, account }: RecommendationsSearch) {
  return { ...(family && { family }), ...(check && { check }), ...(account && { account }) };
}

function Exports() {
  const { t } = useText("recommendations");
  const [asked] = usePageSearch(feature);
  return (
    <ExportLinks path="/api/v1/recommendations" params={exported(asked)} label={t("export")} />
  );
}

/** What is to be done, or what was set aside. */
export function PlanList({ show, query, deciding, opened, onOpen }: Props) {
  const { t } = useText("recommendations");
  const [{ order }] = usePageSearch(feature);
  const columns = usePlanColumns({ opened, onOpen });
  const rowsOf = (plan: Plan) => (show === "todo" ? plan.recommendations : plan.set_aside);
  const chosen = (query.data ? rowsOf(query.data) : []).filter(({ id }) =>
    deciding.chosen.includes(id),
  );
  return (
    <ListWidget
      show={show}
      query={query}
      rowsOf={rowsOf}
      knownOf={ofRecommendation}
      rowId={({ id }) => id}
      columns={columns}
      order={(rows) => ordered(rows, order)}
      actions={show === "todo" && <Exports />}
      bar={(rows) => <DecideBar rows={rows} deciding={deciding} />}
      choosing={{
        chosen,
        onChoose: (rows) => {
          deciding.onChoose(rows.map(({ id }) => id));
        },
        nameOf: (one) => t("row", { title: one.title, resource: one.name ?? one.resource_id }),
      }}
    />
  );
}
