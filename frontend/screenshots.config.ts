import { defineConfig } from "@playwright/test";
import usual from "./playwright.config";

/** `npm run screenshots` after `make demo`: the pictures of the README, in docs/images. */
const { globalSetup: _, ...rest } = usual;

export default defineConfig(rest, { testDir: "screenshots", workers: 1 });
