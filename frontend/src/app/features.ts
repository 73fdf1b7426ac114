import { type Feature, type Level, levels } from "../lib/feature";

const found = import.meta.glob<{ feature: Feature }>("../features/*/feature.ts", { eager: true });

/** Every page, found by its folder; in the order of the menu. */
export const features: readonly Feature[] = Object.values(found)
  .map(({ feature }) => feature)
  .sort((a, b) => levels.indexOf(a.level) - levels.indexOf(b.level) || a.order - b.order);

export function featuresOf(level: Level): readonly Feature[] {
  return features.filter((feature) => feature.level === level);
}
