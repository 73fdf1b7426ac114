import { useNavigate, useSearch } from "@tanstack/react-router";
import { type ComponentType, useCallback, useMemo } from "react";
import type { RawSearch } from "./search-params";

export const levels = ["visibility", "allocation", "optimization", "operations"] as const;
export type Level = (typeof levels)[number];

/** A page: the router, the menu, the shortcuts and the search box are made of these records. */
export type Feature<Search extends object = object> = {
  /** The folder's name; also the namespace of its texts. */
  readonly id: string;
  readonly path: `/${string}`;
  readonly level: Level;
  /** Place within its level, smallest first. */
  readonly order: number;
  /** "<id>:title" */
  readonly titleKey: string;
  /** The letter pressed after `g`. */
  readonly shortcut: string;
  readonly component: () => Promise<{ default: ComponentType }>;
  /** Turns what the address says into the page's own state; must accept anything. */
  readonly validateSearch?: (search: RawSearch) => Search;
  /** The parameter that takes free text from the search box of the top bar. */
  readonly searchParam?: string;
};

export function defineFeature<Search extends object>(feature: Feature<Search>): Feature<Search> {
  return feature;
}

type Change<Search> = (
  patch: Partial<{ [Key in keyof Search]: Search[Key] | undefined }>,
  how?: { readonly replace?: boolean },
) => void;

/** The page's state in the address, and a function that changes a part of it. */
export function usePageSearch<Search extends object>({
  validateSearch,
}: Feature<Search>): [Search, Change<Search>] {
  const raw: RawSearch & Search = useSearch({ strict: false });
  // The router hands over what the address says, also what the page does not take.
  const search = useMemo<Search>(() => validateSearch?.(raw) ?? raw, [validateSearch, raw]);
  const navigate = useNavigate();
  const change = useCallback<Change<Search>>(
    (patch, how = {}) => {
      void navigate({
        to: ".",
        search: (previous: object) => ({ ...previous, ...patch }),
        replace: how.replace ?? false,
        resetScroll: false,
      });
    },
    [navigate],
  );
  return [search, change];
}
