import { Link } from "@tanstack/react-router";
import type { ReactNode } from "react";

type Props = {
  readonly to: string;
  /** The target page's state; lists become repeated parameters. */
  readonly search?: Readonly<Record<string, unknown>>;
  readonly children: ReactNode;
};

/** A link to another page of the dashboard. */
export function PageLink({ to, search = {}, children }: Props) {
  return (
    <Link className="ls-link" to={to} search={search}>
      {children}
    </Link>
  );
}
