import { addDecimals, compareDecimals, isZero } from "../../lib/decimal";
import type { Language } from "../../lib/i18n";
import { figureText } from "./figures";
import { fullLabel } from "./labels";
import type { ChartFacts } from "./types";

type Words = { readonly total: string; readonly partial: string; readonly unknown: string };

function line(colour: string | null, name: string, value: string): HTMLElement {
  const row = document.createElement("div");
  row.className = "ls-tip__row";
  const dot = document.createElement("span");
  dot.className = "ls-tip__dot";
  if (colour !== null) dot.style.backgroundColor = colour;
  const label = document.createElement("span");
  label.textContent = name;
  const figure = document.createElement("b");
  figure.textContent = value;
  row.append(dot, label, figure);
  return row;
}

/** Built as nodes, not markup: names come from tags, and the page allows no inline style. */
export function tooltipOf(
  facts: ChartFacts,
  index: number,
  colours: readonly string[],
  language: Language,
  words: Words,
): HTMLElement {
  const category = facts.categories[index] ?? "";
  const box = document.createElement("div");
  box.className = "ls-tip";
  const head = document.createElement("strong");
  head.textContent = fullLabel(category, facts.categoryKind, language);
  box.append(head);
  if (facts.partial?.includes(category) === true) {
    const note = document.createElement("em");
    note.textContent = words.partial;
    box.append(note);
  }
  const known = facts.series
    .map((one, place) => ({ name: one.name, value: one.values[index] ?? null, place }))
    .filter(({ value }) => value === null || !isZero(value) || facts.series.length === 1)
    .sort((a, b) => compareDecimals(b.value ?? "0", a.value ?? "0"));
  for (const { name, value, place } of known) {
    const shown = value === null ? words.unknown : figureText(value, facts, language);
    box.append(line(colours[place] ?? null, name, shown));
  }
  if (facts.kind === "stacked-bar" && known.length > 1) {
    const total = addDecimals(...known.flatMap(({ value }) => (value === null ? [] : [value])));
    box.append(line(null, words.total, figureText(total, facts, language)));
  }
  return box;
}
