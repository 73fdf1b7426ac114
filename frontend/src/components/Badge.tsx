import type { ReactNode } from "react";
import "./badge.css";

export type BadgeTone = "neutral" | "amber" | "slate" | "moss" | "brick";

type Props = {
  readonly tone?: BadgeTone;
  readonly title?: string;
  readonly children: ReactNode;
};

/** A few words beside a title. Colour never carries the meaning alone. */
export function Badge({ tone = "neutral", title, children }: Props) {
  return (
    <span className={`ls-badge ls-badge--${tone}`} title={title}>
      {children}
    </span>
  );
}
