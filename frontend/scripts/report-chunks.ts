import { mkdir, writeFile } from "node:fs/promises";
import { dirname, relative } from "node:path";
import { fileURLToPath } from "node:url";
import type { Plugin } from "vite";

const frontend = fileURLToPath(new URL("..", import.meta.url));
const report = fileURLToPath(new URL("../theme/generated/chunks.json", import.meta.url));

/** Notes, outside of what is shipped, which script holds which of our modules and imports which. */
export function reportChunks(): Plugin {
  return {
    name: "report-chunks",
    async writeBundle(_options, bundle) {
      const chunks = Object.values(bundle).flatMap((file) =>
        file.type === "chunk"
          ? [
              {
                file: file.fileName,
                imports: file.imports,
                modules: file.moduleIds
                  .map((id) => relative(frontend, id))
                  .filter((path) => path.startsWith("src/")),
              },
            ]
          : [],
      );
      await mkdir(dirname(report), { recursive: true });
      await writeFile(report, JSON.stringify(chunks, null, 2));
    },
  };
}
