// Runs before the first paint so that a dark screen never flashes white.
(() => {
  const read = (key) => {
    try {
      return localStorage.getItem(key);
    } catch {
      return null;
    }
  };
  const mode = read("lastro.mode");
  const system = matchMedia("(prefers-color-scheme: dark)").matches;
  const dark = mode === "dark" || (mode !== "light" && system);
  document.body.classList.toggle("awsui-dark-mode", dark);
  document.body.classList.toggle("awsui-compact-mode", read("lastro.density") === "compact");
})();
