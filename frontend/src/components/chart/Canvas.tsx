import { BarChart, LineChart } from "echarts/charts";
import { GridComponent, LegendScrollComponent, TooltipComponent } from "echarts/components";
import { type ECharts, init, use as register } from "echarts/core";
import { CanvasRenderer } from "echarts/renderers";
import { useEffect, useRef } from "react";
import { type Look, optionOf } from "./option";
import type { ChartFacts, ChartSelection } from "./types";

register([
  BarChart,
  LineChart,
  GridComponent,
  LegendScrollComponent,
  TooltipComponent,
  CanvasRenderer,
]);

type Props = {
  readonly facts: ChartFacts;
  readonly look: Look;
  readonly onSelect?: ((selection: ChartSelection) => void) | undefined;
};

/** The drawing itself. Loaded only when a chart is first shown. */
export default function Canvas({ facts, look, onSelect }: Props) {
  const box = useRef<HTMLDivElement>(null);
  const chart = useRef<ECharts | null>(null);

  useEffect(() => {
    if (box.current === null) return undefined;
    const drawing = init(box.current, null, { renderer: "canvas" });
    chart.current = drawing;
    const observer = new ResizeObserver(() => {
      drawing.resize();
    });
    observer.observe(box.current);
    return () => {
      observer.disconnect();
      drawing.dispose();
      chart.current = null;
    };
  }, []);

  useEffect(() => {
    chart.current?.setOption(optionOf(facts, look), { notMerge: true });
  }, [facts, look]);

  useEffect(() => {
    const drawing = chart.current;
    if (drawing === null || onSelect === undefined) return undefined;
    const onClick = (hit: { name: string; seriesId?: string }) => {
      onSelect({ category: hit.name, seriesId: hit.seriesId ?? "" });
    };
    drawing.on("click", onClick);
    return () => {
      if (!drawing.isDisposed()) drawing.off("click", onClick);
    };
  }, [onSelect]);

  return <div ref={box} className="ls-chart__canvas" />;
}
