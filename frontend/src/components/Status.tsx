import StatusIndicator, {
  type StatusIndicatorProps,
} from "@cloudscape-design/components/status-indicator";
import type { ReactNode } from "react";
import "./status.css";

export type StatusType = StatusIndicatorProps.Type;

/** An icon and words: the colour only repeats them. Long words wrap between words. */
export function Status({
  type,
  children,
}: {
  readonly type: StatusType;
  readonly children: ReactNode;
}) {
  return (
    <StatusIndicator type={type}>
      <span className="ls-status">{children}</span>
    </StatusIndicator>
  );
}
