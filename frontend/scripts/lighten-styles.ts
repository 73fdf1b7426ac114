import type { Plugin } from "vite";

const fontFace = /@font-face\s*\{[^}]*\}/g;
const rule = /([^{}]+)\{([^{}]*)\}/g;

/** Contexts of components that this dashboard draws itself; eslint forbids importing those. */
const unusedContext = /awsui-context-(top-navigation|content-header|app-layout-toolbar)/;

function withoutUnusedContexts(css: string): string {
  return css.replace(rule, (whole: string, selectors: string, body: string) => {
    if (!unusedContext.test(selectors)) return whole;
    const kept = selectors.split(",").filter((selector) => !unusedContext.test(selector));
    return kept.length === 0 ? "" : `${kept.join(",")}{${body}}`;
  });
}

/** Drops fonts embedded in Cloudscape's stylesheets and the colours of contexts never shown. */
export function lightenStyles(): Plugin {
  return {
    name: "lighten-styles",
    enforce: "pre",
    transform(code, id) {
      const path = id.split("?")[0] ?? "";
      if (!/(cloudscape-design|theme\/generated)\/.*\.css$/.test(path)) return null;
      const fontless = code.replace(fontFace, (face) => (face.includes("data:") ? "" : face));
      return { code: withoutUnusedContexts(fontless), map: null };
    },
  };
}
