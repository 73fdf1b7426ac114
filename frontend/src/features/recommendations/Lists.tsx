import type { UseQueryResult } from "@tanstack/react-query";
import type { Problem } from "../../lib/api/problem";
import { usePageSearch } from "../../lib/feature";
import { usualShow } from "./choices";
import { feature } from "./feature";
import type { Plan } from "./queries";
import { AdvisedList } from "./tabs/AdvisedList";
import { type Deciding, PlanList } from "./tabs/PlanList";
import { RealizedList } from "./tabs/RealizedList";
import { RejectedList } from "./tabs/RejectedList";

type Props = {
  readonly query: UseQueryResult<Plan, Problem>;
  readonly deciding: Deciding;
  readonly opened: string | null;
  readonly onOpen: (id: string) => void;
};

/** The list that the address asks for. */
export function Lists({ query, ...props }: Props) {
  const [{ show = usualShow }] = usePageSearch(feature);
  switch (show) {
    case "todo":
    case "aside":
      return <PlanList key={show} show={show} query={query} {...props} />;
    case "rejected":
      return <RejectedList query={query} />;
    case "aws":
      return <AdvisedList query={query} />;
    case "realized":
      return <RealizedList />;
  }
}
