/** A value per day; null leaves a gap. */
export type Days = readonly (number | null)[];

type Place = readonly [x: number, y: number];

export const sparkWidth = 116;
export const sparkHeight = 28;
const edge = 3;

/** The days between two gaps, each as a place in the drawing. */
function stretches(days: Days): readonly (readonly Place[])[] {
  const known = days.filter((day) => day !== null);
  const top = Math.max(0, ...known);
  const bottom = Math.min(0, ...known);
  const step = (sparkWidth - 2 * edge) / Math.max(days.length - 1, 1);
  const height = sparkHeight - 2 * edge;
  const found: Place[][] = [[]];
  for (const [index, day] of days.entries()) {
    if (day === null) {
      found.push([]);
      continue;
    }
    const share = top === bottom ? 0 : (day - bottom) / (top - bottom);
    found.at(-1)?.push([edge + index * step, edge + (1 - share) * height]);
  }
  return found.filter((stretch) => stretch.length > 0);
}

const print = ([x, y]: Place) => `${x.toFixed(1)},${y.toFixed(1)}`;

/**
 * A line per stretch of days without a gap; a day between two gaps is a dot. Zero is part of the
 * scale, so that a small wave on a high level looks small.
 */
export function drawingOf(days: Days): {
  readonly lines: readonly string[];
  readonly dots: readonly Place[];
} {
  const all = stretches(days);
  return {
    lines: all.filter((one) => one.length > 1).map((one) => one.map(print).join(" ")),
    dots: all.flatMap((one) => (one.length === 1 ? one : [])),
  };
}
