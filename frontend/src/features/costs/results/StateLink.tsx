import { Link } from "@tanstack/react-router";
import type { ReactNode } from "react";
import { type CostsState, searchOf } from "../state";

type Props = {
  readonly state: CostsState;
  readonly label?: string;
  readonly children: ReactNode;
};

/** A link to another state of this page: it can be opened in a tab, and the browser goes back. */
export function StateLink({ state, label, children }: Props) {
  return (
    <Link
      className="ls-link"
      to="/costs"
      search={searchOf(state)}
      resetScroll={false}
      activeOptions={{ exact: true, includeSearch: true }}
      aria-label={label}
    >
      {children}
    </Link>
  );
}
