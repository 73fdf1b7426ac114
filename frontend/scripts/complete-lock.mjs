// npm leaves optional packages of other platforms out of the lock when its registry does not
// offer them, and `npm ci` then refuses that lock. This writes them back, by name and version.
import { readFile, writeFile } from "node:fs/promises";
import { fileURLToPath } from "node:url";

const path = fileURLToPath(new URL("../package-lock.json", import.meta.url));
const lock = JSON.parse(await readFile(path, "utf8"));

const platform =
  /-(android|darwin|freebsd|linux|openbsd|openharmony|win32)-([a-z0-9]+)(?:-(\w+))?$/;

/** True when `name` is found from the folder `from`, as Node would look for it. */
function isLocked(from, name) {
  const folders = from.split("/node_modules/");
  return folders.some((_, depth) => {
    const base = folders.slice(0, depth + 1).join("/node_modules/");
    return lock.packages[`${base}/node_modules/${name}`] !== undefined;
  });
}

function entryOf(name, version, dev) {
  const [, os, cpu, abi = ""] = platform.exec(name) ?? [];
  if (os === undefined) throw new Error(`${name} names no platform`);
  const libc = os !== "linux" || abi === "" ? [] : [abi.includes("musl") ? "musl" : "glibc"];
  return {
    version,
    cpu: [cpu],
    ...(dev && { dev }),
    ...(libc.length > 0 && { libc }),
    optional: true,
    os: [os],
  };
}

const added = {};
for (const [from, { optionalDependencies = {}, dev = false }] of Object.entries(lock.packages)) {
  for (const [name, version] of Object.entries(optionalDependencies)) {
    const key = `node_modules/${name}`;
    if (lock.packages[key] === undefined && !isLocked(from, name)) {
      added[key] = entryOf(name, version, dev);
    }
  }
}
const sorted = Object.entries({ ...lock.packages, ...added }).sort(([a], [b]) => (a < b ? -1 : 1));
lock.packages = Object.fromEntries(sorted);
await writeFile(path, `${JSON.stringify(lock, null, 2)}\n`);
console.log(`${Object.keys(added).length} packages of other platforms written to the lock`);
