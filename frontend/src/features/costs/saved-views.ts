import { useState } from "react";
import type { RawSearch } from "../../lib/search-params";
import { recall, remember } from "../../lib/storage";
import { type CostsSearch, validateSearch } from "./address";

/** A named state of the page, kept in this browser. */
export type SavedView = {
  readonly id: string;
  readonly name: string;
  readonly search: CostsSearch;
};

const place = "costs.views";
export const longestName = 60;

function asView(value: unknown): SavedView[] {
  if (typeof value !== "object" || value === null) return [];
  const { id, name, search } = value as Partial<Record<keyof SavedView, unknown>>;
  if (typeof id !== "string" || typeof name !== "string" || name.trim() === "") return [];
  const raw = typeof search === "object" && search !== null ? (search as RawSearch) : {};
  return [{ id, name: name.slice(0, longestName), search: validateSearch(raw) }];
}

/** The views of this browser; what another version or hand left there and is no view is skipped. */
export function readViews(): readonly SavedView[] {
  try {
    const found: unknown = JSON.parse(recall(place) ?? "[]");
    return Array.isArray(found) ? found.flatMap(asView) : [];
  } catch {
    return [];
  }
}

function freeId(views: readonly SavedView[]): string {
  const numbers = views.map(({ id }) => Number(id)).filter(Number.isSafeInteger);
  return String(Math.max(0, ...numbers) + 1);
}

/** With the view added; a view of the same name is replaced. */
export function withView(
  views: readonly SavedView[],
  name: string,
  search: CostsSearch,
): readonly SavedView[] {
  const wanted = name.trim().slice(0, longestName);
  if (wanted === "") return views;
  const same = views.find((view) => view.name === wanted);
  const saved = { id: same?.id ?? freeId(views), name: wanted, search };
  return same === undefined
    ? [...views, saved]
    : views.map((view) => (view.id === same.id ? saved : view));
}

export function withName(
  views: readonly SavedView[],
  id: string,
  name: string,
): readonly SavedView[] {
  const wanted = name.trim().slice(0, longestName);
  const taken = views.some((view) => view.id !== id && view.name === wanted);
  if (wanted === "" || taken) return views;
  return views.map((view) => (view.id === id ? { ...view, name: wanted } : view));
}

export function withoutView(views: readonly SavedView[], id: string): readonly SavedView[] {
  return views.filter((view) => view.id !== id);
}

/** The saved views and a function that replaces them all. */
export function useSavedViews() {
  const [views, setViews] = useState(readViews);
  const keep = (next: readonly SavedView[]) => {
    remember(place, JSON.stringify(next));
    setViews(next);
  };
  return [views, keep] as const;
}
