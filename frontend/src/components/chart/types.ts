export type CategoryKind = "day" | "month" | "name";

export type ChartSeries = {
  readonly id: string;
  readonly name: string;
  /** Exact decimal strings, one per category; null is unknown and leaves a gap. */
  readonly values: readonly (string | null)[];
  /** The remainder after the top series: drawn in the neutral colour. */
  readonly others?: boolean;
};

export type ChartSelection = { readonly category: string; readonly seriesId: string };

export type ChartFacts = {
  readonly kind: "stacked-bar" | "line";
  /** ISO days, ISO months or names, in drawing order. */
  readonly categories: readonly string[];
  readonly categoryKind: CategoryKind;
  readonly series: readonly ChartSeries[];
  /** Null: the figures are no money. Then `unit` names what they count, when somebody knows. */
  readonly currency: string | null;
  readonly unit?: string;
  /** Categories whose figures are incomplete: hatched, and marked in the table. */
  readonly partial?: readonly string[];
};
