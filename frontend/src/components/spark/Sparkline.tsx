import { formatShortDay } from "../../lib/dates";
import { type Language, useText } from "../../lib/i18n";
import { formatFigure } from "../../lib/numbers";
import { type Days, drawingOf, sparkHeight, sparkWidth } from "./spark";
import "./spark.css";

type Props = {
  readonly days: Days;
  /** The ISO days, as many as there are values. */
  readonly dates: readonly string[];
  /** What a gap means: nothing was measured, or the bill has no line. */
  readonly gaps: "measured" | "billed";
};

function useSentence({ days, dates, gaps }: Props): string {
  const { t, lang } = useText();
  const known = days.filter((day) => day !== null);
  const missing = days.length - known.length;
  const hole = missing === 0 ? "" : ` ${t(`spark.gaps-${gaps}`, { count: missing })}`;
  if (known.length === 0) return hole.trim();
  const figure = (value: number) => formatFigure(value, lang);
  const range = t("spark.range", {
    ...ends(dates, lang),
    least: figure(Math.min(...known)),
    most: figure(Math.max(...known)),
    last: figure(known.at(-1) ?? 0),
  });
  return range + hole;
}

function ends(dates: readonly string[], lang: Language) {
  const [first = "", last = ""] = [dates[0], dates.at(-1)];
  return { first: formatShortDay(first, lang), end: formatShortDay(last, lang) };
}

/** The course of the days in one line of text; days without a value are gaps, not zeros. */
export function Sparkline(props: Props) {
  const sentence = useSentence(props);
  const { lines, dots } = drawingOf(props.days);
  return (
    <svg
      className="ls-spark"
      viewBox={`0 0 ${sparkWidth} ${sparkHeight}`}
      width={sparkWidth}
      height={sparkHeight}
      role="img"
      aria-label={sentence}
    >
      <title>{sentence}</title>
      {lines.map((points) => (
        <polyline key={points} points={points} />
      ))}
      {dots.map(([x, y]) => (
        <circle key={x} cx={x} cy={y} r="1.8" />
      ))}
    </svg>
  );
}
