import {
  keepPreviousData,
  QueryClient,
  type UseQueryResult,
  useQuery,
} from "@tanstack/react-query";
import createClient from "openapi-fetch";
import { currentLanguage, text, useText } from "../i18n";
import { asProblem, Problem, problemOf } from "./problem";
import type { paths } from "./schema";

export const api = createClient<paths>({
  baseUrl: location.origin,
  fetch: (request) => fetch(request),
});

api.use({
  onRequest({ request }) {
    request.headers.set("Accept-Language", currentLanguage());
    return request;
  },
  async onResponse({ response }) {
    if (!response.ok) throw await problemOf(response, text("problem.unnamed"));
    return response;
  },
});

export function createQueryClient(): QueryClient {
  return new QueryClient({
    defaultOptions: {
      queries: {
        retry: (failures, error) => failures < 1 && error instanceof Problem && error.isNetwork,
        staleTime: 60_000,
        refetchOnWindowFocus: false,
      },
    },
  });
}

type Call<T> = (signal: AbortSignal) => Promise<{ data?: T }>;

async function ask<T>(call: Call<T>, signal: AbortSignal): Promise<T> {
  try {
    const { data } = await call(signal);
    if (data === undefined) throw new SyntaxError("empty answer");
    return data;
  } catch (error) {
    if (signal.aborted) throw error;
    throw asProblem(error, text("problem.network"), text("problem.unreadable"));
  }
}

/**
 * One question to the API, e.g.
 * `useApi(["overview", period], (signal) => api.GET("/api/v1/overview", { params, signal }))`.
 * Answers are kept per language, and the last one stays on screen while the next is on its way.
 */
export function useApi<T>(key: readonly unknown[], call: Call<T>): UseQueryResult<T, Problem> {
  const { lang } = useText();
  return useQuery<T, Problem>({
    queryKey: [lang, ...key],
    queryFn: ({ signal }) => ask(call, signal),
    placeholderData: keepPreviousData,
  });
}
