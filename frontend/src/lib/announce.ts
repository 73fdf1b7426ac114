/** Says something to screen readers without moving the focus. */
export function announce(message: string): void {
  const region = document.getElementById("live-region");
  if (region === null) return;
  region.textContent = "";
  requestAnimationFrame(() => {
    region.textContent = message;
  });
}
