export { Chart } from "./Chart";
export type { ChartFacts, ChartSelection, ChartSeries } from "./types";
