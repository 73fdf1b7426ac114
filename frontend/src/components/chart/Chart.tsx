import Button from "@cloudscape-design/components/button";
import { lazy, Suspense, useMemo, useState } from "react";
import tokens from "../../../theme/tokens.json";
import { prefersReducedMotion, useDisplay } from "../../lib/display";
import { useText } from "../../lib/i18n";
import { Twin } from "./Twin";
import type { ChartFacts, ChartSelection } from "./types";
import "./chart.css";

const Canvas = lazy(() => import("./Canvas"));

type Props = ChartFacts & {
  /** Names the chart for those who do not see it. */
  readonly label: string;
  /** One sentence that says what the drawing shows. */
  readonly summary: string;
  readonly height?: number;
  /** A bar or point was clicked. */
  readonly onSelect?: (selection: ChartSelection) => void;
};

function useLook() {
  const { dark } = useDisplay();
  const { t, lang } = useText();
  const words = { total: t("chart.total"), partial: t("chart.partial"), unknown: t("unknown") };
  const { total, partial, unknown } = words;
  return useMemo(
    () => ({
      dark,
      still: prefersReducedMotion(),
      language: lang,
      font: tokens.font.base,
      words: { total, partial, unknown },
    }),
    [dark, lang, total, partial, unknown],
  );
}

/** Stacked bars or lines, always with a table of the same exact figures one click away. */
export function Chart({ label, summary, height = 320, onSelect, ...given }: Props) {
  const { t } = useText();
  const [asTable, setAsTable] = useState(false);
  const look = useLook();
  const { kind, categories, categoryKind, series, currency, unit, partial } = given;
  const facts = useMemo<ChartFacts>(
    () => ({
      ...{ kind, categories, categoryKind, series, currency },
      ...(unit !== undefined && { unit }),
      ...(partial && { partial }),
    }),
    [kind, categories, categoryKind, series, currency, unit, partial],
  );
  return (
    <div className="ls-chart">
      <div className="ls-chart__toggle">
        <Button
          variant="inline-link"
          onClick={() => {
            setAsTable(!asTable);
          }}
        >
          {t(asTable ? "chart.show-drawing" : "chart.show-table")}
        </Button>
      </div>
      {asTable ? (
        <div className="ls-chart__frame" style={{ height }}>
          <Twin facts={facts} label={label} />
        </div>
      ) : (
        <div
          className="ls-chart__frame"
          role="img"
          aria-label={`${label}. ${summary}`}
          style={{ height }}
        >
          <Suspense fallback={<div className="ls-chart__wait" />}>
            <Canvas facts={facts} look={look} onSelect={onSelect} />
          </Suspense>
        </div>
      )}
    </div>
  );
}
