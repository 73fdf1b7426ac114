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
import Overview from "../page";
import { plan } from "./savings";

// Eight widgets ask at once: on a busy machine the last one takes longer than the usual second.
configure({ asyncUtilTimeout: 5_000 });
vi.setConfig({ testTimeout: 20_000 });

export type Reply = { readonly status?: number; readonly body: unknown };

/** Answers each part with what `reply` says; returns the questions asked. */
export function serve(
  reply: (part: string, metric: string | null) => Reply,
  savings: () => Reply = () => ({ body: plan() }),
): string[] {
  const asked: string[] = [];
  vi.stubGlobal("fetch", (request: Request) => {
    const { pathname, searchParams, search } = new URL(request.url);
    const isSavings = pathname.endsWith("/recommendations");
    if (!isSavings) asked.push(search);
    const { status = 200, body } = isSavings
      ? savings()
      : reply(searchParams.get("part") ?? "", searchParams.get("metric"));
    const headers = { "Content-Type": "application/json" };
    return Promise.resolve(new Response(JSON.stringify(body), { status, headers }));
  });
  return asked;
}

/** The page inside a router of its own, with a stand-in for the cost explorer. */
export function showOverview(address = "/") {
  vi.stubGlobal("scrollTo", () => undefined);
  const root = createRootRoute();
  const page = createRoute({
    getParentRoute: () => root,
    path: "/",
    component: Overview,
    validateSearch: (search: Record<string, string | string[]>): object =>
      feature.validateSearch?.(search) ?? {},
  });
  const others = ["/costs", "/sources", "/recommendations"].map((path) =>
    createRoute({ getParentRoute: () => root, path, component: () => <p>{path}</p> }),
  );
  const router = createRouter({
    routeTree: root.addChildren([page, ...others]),
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
