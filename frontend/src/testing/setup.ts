import "@testing-library/jest-dom/vitest";
import { cleanup, configure } from "@testing-library/react";
import { afterEach, beforeAll } from "vitest";
import { startI18n } from "../lib/i18n";

// jsdom has no layout: nothing matches, nothing is observed.
globalThis.matchMedia = (query) =>
  Object.assign(new EventTarget(), {
    matches: false,
    media: query,
    onchange: null,
    addListener: () => undefined,
    removeListener: () => undefined,
  }) as MediaQueryList;
globalThis.ResizeObserver = class {
  observe() {
    return undefined;
  }
  unobserve() {
    return undefined;
  }
  disconnect() {
    return undefined;
  }
};

// A page may bring a table or a filter with it, which takes a while to load the first time.
configure({ asyncUtilTimeout: 10_000 });

beforeAll(async () => {
  await startI18n("en");
});

afterEach(cleanup);
