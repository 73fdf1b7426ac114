import { defineConfig } from "@playwright/test";
import usual from "./playwright.config";

/** `npm run screenshots` after `make demo`: the pictures of the README, in docs/images. */
export default defineConfig({ use: usual.use ?? {}, testDir: "screenshots", workers: 1 });
