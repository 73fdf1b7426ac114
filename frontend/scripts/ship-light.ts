import { readdir, readFile, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { promisify } from "node:util";
import { brotliCompress, gzip } from "node:zlib";
import type { Plugin } from "vite";

const compressible = /\.(js|css|html|svg)$/;
const smallest = 600;
const [toBrotli, toGzip] = [promisify(brotliCompress), promisify(gzip)];

/** Leaves each text file compressed beside itself: the server sends what it finds, and computes nothing. */
async function compressAll(folder: string): Promise<void> {
  const names = await readdir(folder, { recursive: true });
  const files = names.filter((name) => compressible.test(name)).map((name) => join(folder, name));
  await Promise.all(
    files.map(async (file) => {
      const body = await readFile(file);
      if (body.length < smallest) return;
      await writeFile(`${file}.br`, await toBrotli(body));
      await writeFile(`${file}.gz`, await toGzip(body, { level: 9 }));
    }),
  );
}

/** What is needed to paint comes first: scripts are fetched at once, but yield to style and font. */
function withPatientScripts(html: string): string {
  return html.replace(
    /<(script type="module"|link rel="modulepreload")/g,
    '<$1 fetchpriority="low"',
  );
}

/** Makes the first visit light. */
export function shipLight(): Plugin {
  let folder = "";
  return {
    name: "ship-light",
    apply: "build",
    configResolved(config) {
      folder = join(config.root, config.build.outDir);
    },
    transformIndexHtml: { order: "post", handler: withPatientScripts },
    async closeBundle() {
      await compressAll(folder);
    },
  };
}
