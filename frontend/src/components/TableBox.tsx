import type { ReactNode } from "react";
import "./table-box.css";

type Props = {
  /** Names the box and the table in it. */
  readonly label: string;
  /** Rows: a thead and a tbody. */
  readonly children: ReactNode;
};

/** A plain table that scrolls inside its own box when the screen is too narrow for it. */
export function TableBox({ label, children }: Props) {
  return (
    <div className="ls-table-box" role="region" aria-label={label} tabIndex={0}>
      <table aria-label={label}>{children}</table>
    </div>
  );
}
