import tokens from "../../../theme/tokens.json";
import type { ChartSeries } from "./types";

type Palette = {
  readonly series: readonly string[];
  readonly others: string;
  readonly ink: string;
  readonly soft: string;
  readonly rule: string;
  readonly sheet: string;
};

export function paletteOf(dark: boolean): Palette {
  const mode = dark ? "dark" : "light";
  const { ink, rule, sheet } = tokens[mode];
  return {
    series: tokens.chart[mode],
    others: tokens.chart.others[mode],
    ink,
    soft: tokens[mode]["ink-soft"],
    rule,
    sheet,
  };
}

/** One colour per series, in order; "Others" is always neutral. */
export function coloursOf(series: readonly ChartSeries[], palette: Palette): string[] {
  let next = 0;
  return series.map((one) => {
    if (one.others === true) return palette.others;
    const colour = palette.series[next % palette.series.length] ?? palette.others;
    next += 1;
    return colour;
  });
}
