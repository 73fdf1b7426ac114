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
import Recommendations from "../page";

configure({ asyncUtilTimeout: 20_000 });
vi.setConfig({ testTimeout: 60_000 });

export type Reply = { readonly status?: number; readonly body: unknown };

/** Answers each question by its path; a decision comes with what was sent. */
export function serve(reply: (path: string, sent: unknown) => Reply): void {
  vi.stubGlobal("fetch", async (request: Request) => {
    const { pathname } = new URL(request.url);
    const sent: unknown = request.method === "POST" ? await request.json() : null;
    const { status = 200, body } = reply(pathname.replace("/api/v1/", ""), sent);
    const headers = { "Content-Type": "application/json" };
    return new Response(JSON.stringify(body), { status, headers });
  });
}

/** The page inside a router of its own. */
export function showRecommendations(address = "/recommendations") {
  vi.stubGlobal("scrollTo", () => undefined);
  Element.prototype.scrollIntoView = () => undefined;
  const root = createRootRoute();
  const page = createRoute({
    getParentRoute: () => root,
    path: "/recommendations",
    component: Recommendations,
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
