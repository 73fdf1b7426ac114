import { afterEach, expect, it, vi } from "vitest";
import { api } from "./client";
import { asProblem, Problem } from "./problem";

afterEach(() => {
  vi.unstubAllGlobals();
});

function answer(body: string, init: ResponseInit) {
  const fetching = vi.fn<(request: Request) => Promise<Response>>(() =>
    Promise.resolve(new Response(body, init)),
  );
  vi.stubGlobal("fetch", fetching);
  return fetching;
}

it("asks in the reader's language", async () => {
  const fetching = answer('{"version":"1"}', { headers: { "Content-Type": "application/json" } });
  await api.GET("/api/v1/health");
  expect(fetching.mock.calls[0]?.[0].headers.get("Accept-Language")).toBe("en");
});

it("throws the server's problem with its fix and request id", async () => {
  const problem = { type: "x", title: "No export", status: 503, fix: "Wait", request_id: "r-1" };
  answer(JSON.stringify(problem), { status: 503 });
  const failed = await api.GET("/api/v1/health").catch((error: unknown) => error);
  expect(failed).toBeInstanceOf(Problem);
  expect(failed).toMatchObject({
    title: "No export",
    detail: null,
    fix: "Wait",
    request_id: "r-1",
  });
});

it("makes a problem of an answer that is not one, and of no answer", async () => {
  answer('{"type":"about:blank","title":"Internal Server Error"}', { status: 500 });
  const unnamed = await api.GET("/api/v1/health").catch((error: unknown) => error);
  expect(unnamed).toMatchObject({ title: "The server could not answer this", status: 500 });
  answer("<html>", { status: 502, headers: { "X-Request-Id": "r-2" } });
  const failed = await api.GET("/api/v1/health").catch((error: unknown) => error);
  expect(failed).toMatchObject({ title: "HTTP 502", request_id: "r-2" });
  expect(asProblem(new TypeError("Failed to fetch"), "Unreachable").isNetwork).toBe(true);
  const garbled = asProblem(new SyntaxError("Unexpected token"), "Unreachable", "Unreadable");
  expect(garbled).toMatchObject({ title: "Unreadable", detail: "Unexpected token" });
});
