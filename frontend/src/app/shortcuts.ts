import { useEffect, useRef } from "react";

export type Shortcuts = {
  /** Letters that may follow `g`, and what each does. */
  readonly go: Readonly<Record<string, () => void>>;
  readonly onSearch: () => void;
  readonly onHelp: () => void;
  readonly onEscape: () => void;
};

const patience = 1200;

function isTyping(target: EventTarget | null): boolean {
  if (!(target instanceof HTMLElement)) return false;
  return target.isContentEditable || /^(INPUT|TEXTAREA|SELECT)$/.test(target.tagName);
}

/** Focuses the filter of the page (marked `data-page-filter`), else the search of the top bar. */
export function focusSearch(): void {
  const filter = document.querySelector("[data-page-filter] input");
  const target = filter ?? document.getElementById("global-search");
  if (target instanceof HTMLElement) target.focus();
}

/** The keyboard of the whole dashboard; silent while the reader types. */
export function useShortcuts(shortcuts: Shortcuts): void {
  const latest = useRef(shortcuts);
  useEffect(() => {
    latest.current = shortcuts;
  });
  useEffect(() => {
    let pressedG = Number.NEGATIVE_INFINITY;
    const onKeyDown = (event: KeyboardEvent) => {
      if (event.ctrlKey || event.metaKey || event.altKey || event.defaultPrevented) return;
      const { go, onSearch, onHelp, onEscape } = latest.current;
      if (event.key === "Escape") onEscape();
      if (isTyping(event.target)) return;
      const destination = go[event.key];
      const follows = event.timeStamp - pressedG < patience;
      pressedG = event.key === "g" && !follows ? event.timeStamp : Number.NEGATIVE_INFINITY;
      const action =
        follows && destination !== undefined
          ? destination
          : { "/": onSearch, "?": onHelp }[event.key];
      if (action === undefined) return;
      event.preventDefault();
      action();
    };
    document.addEventListener("keydown", onKeyDown);
    return () => {
      document.removeEventListener("keydown", onKeyDown);
    };
  }, []);
}
