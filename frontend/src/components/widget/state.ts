import type { Problem } from "../../lib/api/problem";

/** What may be said beside figures that are on screen. */
export type WidgetNotes = {
  /** Only `have` of `of` parts (accounts, sources, days) arrived; `missing` names the others. */
  readonly partial?: {
    readonly have: number;
    readonly of: number;
    readonly missing?: readonly string[];
  };
  /** The instant (ISO 8601) of the last good answer when a newer one should exist. */
  readonly staleSince?: string;
  /** Figures that AWS may still change, such as those of the current day. */
  readonly estimated?: boolean;
};

export type WidgetState<T> =
  | { readonly kind: "loading" }
  | { readonly kind: "no-source"; readonly command: string }
  | { readonly kind: "filtered-empty"; readonly onClear: () => void }
  | { readonly kind: "error"; readonly problem: Problem; readonly onRetry: () => void }
  | { readonly kind: "ready"; readonly data: T; readonly notes: WidgetNotes };
