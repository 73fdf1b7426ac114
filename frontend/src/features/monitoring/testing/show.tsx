import { QueryClientProvider } from "@tanstack/react-query";
import {
  createMemoryHistory,
  createRootRoute,
  createRoute,
  createRouter,
  RouterProvider,
} from "@tanstack/react-router";
import { configure, render } from "@testing-library/react";
import { vi } from "vitest";
import { createQueryClient } from "../../../lib/api/client";
import { parseSearch, printSearch } from "../../../lib/search-params";
import { feature } from "../feature";
import Monitoring from "../page";

// Five widgets ask at once: on a busy machine the last one takes longer than the usual second.
configure({ asyncUtilTimeout: 10_000 });
vi.setConfig({ testTimeout: 30_000 });

export type Reply = { readonly status?: number; readonly body: unknown };

/** Answers each question by its path and parameters. */
export function serve(reply: (path: string, query: URLSearchParams) => Reply): void {
  vi.stubGlobal("fetch", (request: Request) => {
    const { pathname, searchParams } = new URL(request.url);
    const { status = 200, body } = reply(pathname.replace("/api/v1/", ""), searchParams);
    const headers = { "Content-Type": "application/json" };
    return Promise.resolve(new Response(JSON.stringify(body), { status, headers }));
  });
}

export const notFound: Reply = {
  status: 404,
  body: { type: "/api/v1/reference#NotFound", title: "Not found", status: 404 },
};

/** The page inside a router of its own. */
export function showMonitoring(address = "/") {
  vi.stubGlobal("scrollTo", () => undefined);
  Element.prototype.scrollIntoView = () => undefined;
  const root = createRootRoute();
  const page = createRoute({
    getParentRoute: () => root,
    path: "/",
    component: Monitoring,
    validateSearch: (search: Record<string, string | string[]>): object =>
      feature.validateSearch?.(search) ?? {},
  });
  const resources = createRoute({
    getParentRoute: () => root,
    path: "/resources",
    component: () => <p>/resources</p>,
  });
  const router = createRouter({
    routeTree: root.addChildren([page, resources]),
    history: createMemoryHistory({ initialEntries: [address] }),
    parseSearch,
    stringifySearch: printSearch,
  });
  render(
    <QueryClientProvider client={createQueryClient()}>
      <RouterProvider router={router as never} />
    </QueryClientProvider>,
  );
  return router;
}
