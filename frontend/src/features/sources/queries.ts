import { api, useApi } from "../../lib/api/client";
import type { components } from "../../lib/api/schema";

export type Sources = components["schemas"]["SourcesDocument"];
export type Delivery = components["schemas"]["DeliveryDocument"];

/** The deliveries that the figures come from, newest month first, and the months that lack one. */
export function useSources() {
  return useApi<Sources>(["sources"], (signal) => api.GET("/api/v1/sources", { signal }));
}
