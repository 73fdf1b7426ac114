/** Local storage that may be forbidden by the browser: then nothing is remembered. */
export function recall(key: string): string | null {
  try {
    return localStorage.getItem(`lastro.${key}`);
  } catch {
    return null;
  }
}

export function remember(key: string, value: string): void {
  try {
    localStorage.setItem(`lastro.${key}`, value);
  } catch {
    // A browser without storage still shows everything; it only forgets the choice.
  }
}
