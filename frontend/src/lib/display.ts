import { useSyncExternalStore } from "react";
import { recall, remember } from "./storage";

export type Mode = "light" | "dark" | "system";
export type Density = "comfortable" | "compact";
export type Display = { readonly mode: Mode; readonly density: Density; readonly dark: boolean };

const darkQuery = "(prefers-color-scheme: dark)";
const matches = (query: string) => typeof matchMedia === "function" && matchMedia(query).matches;

function isMode(text: string | null): text is Mode {
  return text === "light" || text === "dark" || text === "system";
}

function resolve(mode: Mode, density: Density): Display {
  return { mode, density, dark: mode === "dark" || (mode === "system" && matches(darkQuery)) };
}

function initial(): Display {
  const mode = recall("mode");
  const density = recall("density") === "compact" ? "compact" : "comfortable";
  return resolve(isMode(mode) ? mode : "system", density);
}

let current = initial();
const listeners = new Set<() => void>();

function show(next: Display): void {
  current = next;
  document.body.classList.toggle("awsui-dark-mode", next.dark);
  document.body.classList.toggle("awsui-compact-mode", next.density === "compact");
  for (const listener of listeners) listener();
}

export function setMode(mode: Mode): void {
  remember("mode", mode);
  show(resolve(mode, current.density));
}

export function setDensity(density: Density): void {
  remember("density", density);
  show({ ...current, density });
}

function subscribe(listener: () => void): () => void {
  listeners.add(listener);
  return () => listeners.delete(listener);
}

/** Applies the remembered choice and follows the system when asked to. */
export function startDisplay(): void {
  show(current);
  matchMedia(darkQuery).addEventListener("change", () => {
    show(resolve(current.mode, current.density));
  });
}

/** What the reader chose: mode, density and whether the screen is dark now. */
export function useDisplay(): Display {
  return useSyncExternalStore(subscribe, () => current);
}

export function prefersReducedMotion(): boolean {
  return matches("(prefers-reduced-motion: reduce)");
}
