import type { Page } from "@playwright/test";

/** What goes wrong unseen while a page runs, and what a test knows will go wrong. */
export type Watch = {
  /** Follows one more page, such as one of a second browser context. */
  readonly over: (page: Page) => Promise<void>;
  /** Troubles that the test brings about itself. */
  readonly tolerate: (trouble: RegExp) => void;
  /** Everything that was seen. */
  readonly all: () => readonly string[];
  /** What was seen and not tolerated. */
  readonly troubles: () => readonly string[];
};

const loopback = "127.0.0.1";

function listen(page: Page, note: (trouble: string) => void): void {
  page.on("console", (message) => {
    if (message.type() === "error" || message.type() === "warning") {
      note(`console ${message.type()}: ${message.text()} ${message.location().url}`);
    }
  });
  page.on("pageerror", (error) => {
    note(`uncaught: ${error.message}`);
  });
  page.on("request", (request) => {
    const { protocol, hostname } = new URL(request.url());
    if (protocol !== "data:" && protocol !== "blob:" && hostname !== loopback) {
      note(`left the machine: ${request.url()}`);
    }
  });
  page.on("requestfailed", (request) => {
    const reason = request.failure()?.errorText ?? "";
    // A page that is left, a question that is asked anew and a download abort on purpose.
    if (reason !== "net::ERR_ABORTED") note(`failed: ${request.url()} ${reason}`);
  });
  page.on("response", (response) => {
    if (response.status() >= 400) note(`status ${response.status()}: ${response.url()}`);
  });
}

/** Notes console errors, broken requests, requests to other machines and violated policies. */
export function newWatch(): Watch {
  const found: string[] = [];
  const tolerated: RegExp[] = [];
  const over = async (page: Page) => {
    listen(page, (trouble) => found.push(trouble));
    await page.addInitScript(() => {
      document.addEventListener("securitypolicyviolation", (event) => {
        const { effectiveDirective, blockedURI, sourceFile, lineNumber, sample } = event;
        console.error(
          `policy: ${effectiveDirective} ${blockedURI} ${sourceFile}:${lineNumber} ${sample}`,
        );
      });
    });
  };
  return {
    over,
    tolerate: (trouble) => {
      tolerated.push(trouble);
    },
    all: () => found,
    troubles: () => found.filter((one) => !tolerated.some((known) => known.test(one))),
  };
}
