import {
  createRootRoute,
  createRoute,
  createRouter,
  lazyRouteComponent,
  type RouterHistory,
  retainSearchParams,
} from "@tanstack/react-router";
import type { Feature } from "../lib/feature";
import { isLanguage } from "../lib/i18n";
import { parseSearch, printSearch } from "../lib/search-params";
import { features } from "./features";
import { NotFound } from "./NotFound";
import { RouteError } from "./RouteError";
import { Shell } from "./Shell";

const root = createRootRoute({
  component: Shell,
  notFoundComponent: NotFound,
  errorComponent: RouteError,
  validateSearch: (search: Record<string, unknown>): { lang?: string } =>
    isLanguage(search.lang) ? { lang: search.lang } : {},
  search: { middlewares: [retainSearchParams(["lang"])] },
});

function routeOf(feature: Feature) {
  const { validateSearch } = feature;
  return createRoute({
    getParentRoute: () => root,
    path: feature.path,
    component: lazyRouteComponent(feature.component),
    errorComponent: RouteError,
    validateSearch: (search: Record<string, string | string[]>): object =>
      validateSearch?.(search) ?? {},
  });
}

/** A router over every page; `history` is the address bar unless told otherwise. */
export const createDashboardRouter = (history?: RouterHistory) =>
  createRouter({
    ...(history && { history }),
    routeTree: root.addChildren(features.map(routeOf)),
    parseSearch,
    stringifySearch: printSearch,
    defaultPreload: "intent",
    scrollRestoration: true,
  });
