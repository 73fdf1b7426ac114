import type { EChartsCoreOption } from "echarts/core";
import { toPixelValue } from "../../lib/decimal";
import type { Language } from "../../lib/i18n";
import { coloursOf, paletteOf } from "./colours";
import { axisFigure } from "./figures";
import { axisLabel } from "./labels";
import { tooltipOf } from "./tooltip";
import type { ChartFacts, ChartSeries } from "./types";

export type Look = {
  readonly dark: boolean;
  readonly still: boolean;
  readonly language: Language;
  readonly font: string;
  readonly words: { readonly total: string; readonly partial: string; readonly unknown: string };
};

const hatch = {
  symbol: "rect",
  dashArrayX: [1, 0],
  dashArrayY: [2, 4],
  rotation: -Math.PI / 4,
};

function points(series: ChartSeries, facts: ChartFacts, sheet: string) {
  return series.values.map((value, index) => {
    const number = value === null ? null : toPixelValue(value);
    const category = facts.categories[index];
    if (category === undefined || facts.partial?.includes(category) !== true) return number;
    return { value: number, itemStyle: { decal: { ...hatch, color: sheet } } };
  });
}

function drawn(series: ChartSeries, colour: string, facts: ChartFacts, sheet: string) {
  const common = {
    id: series.id,
    name: series.name,
    data: points(series, facts, sheet),
    emphasis: { focus: "series" as const },
  };
  if (facts.kind === "line") {
    return {
      ...common,
      type: "line" as const,
      color: colour,
      showSymbol: facts.categories.length < 40,
      symbolSize: 5,
      lineStyle: { width: 2 },
      connectNulls: false,
    };
  }
  return {
    ...common,
    type: "bar" as const,
    stack: "all",
    barCategoryGap: "28%",
    itemStyle: { color: colour, borderColor: sheet, borderWidth: 0.5 },
  };
}

/** ECharts' own description of the drawing. Floats appear here and only here. */
export function optionOf(facts: ChartFacts, look: Look): EChartsCoreOption {
  const palette = paletteOf(look.dark);
  const colours = coloursOf(facts.series, palette);
  const text = { color: palette.soft, fontFamily: look.font, fontSize: 12 };
  // One series is named by the chart's own title: a legend of one entry would only take its place.
  const hasLegend = facts.series.length > 1;
  return {
    animation: !look.still,
    animationDuration: 250,
    textStyle: { fontFamily: look.font },
    grid: { left: 4, right: 8, top: 12, bottom: hasLegend ? 44 : 20, outerBoundsMode: "same" },
    legend: {
      show: hasLegend,
      type: "scroll",
      bottom: 0,
      icon: "roundRect",
      itemWidth: 10,
      itemHeight: 10,
      textStyle: text,
      pageTextStyle: text,
      pageIconColor: palette.ink,
      inactiveColor: palette.rule,
    },
    tooltip: {
      trigger: "axis",
      axisPointer: { type: facts.kind === "line" ? "line" : "shadow" },
      confine: true,
      className: "ls-tip-box",
      transitionDuration: 0,
      formatter: (hit: unknown) =>
        tooltipOf(facts, indexOf(hit), colours, look.language, look.words),
    },
    xAxis: {
      type: "category",
      data: [...facts.categories],
      axisTick: { show: false },
      axisLine: { lineStyle: { color: palette.rule } },
      axisLabel: {
        ...text,
        hideOverlap: true,
        // Names say nothing when every other one is left out; they may come in lines.
        ...(facts.categoryKind === "name" && { interval: 0, lineHeight: 14 }),
        formatter: (category: string) => axisLabel(category, facts.categoryKind, look.language),
      },
    },
    yAxis: {
      type: "value",
      splitLine: { lineStyle: { color: palette.rule, opacity: 0.6 } },
      axisLabel: {
        ...text,
        formatter: (value: number) => axisFigure(value, facts, look.language),
      },
    },
    series: facts.series.map((one, place) =>
      drawn(one, colours[place] ?? palette.others, facts, palette.sheet),
    ),
  };
}

function indexOf(hit: unknown): number {
  const first: unknown = Array.isArray(hit) ? hit[0] : hit;
  const found = typeof first === "object" && first !== null && "dataIndex" in first;
  return found && typeof first.dataIndex === "number" ? first.dataIndex : -1;
}
