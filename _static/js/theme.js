// @ts-check
// The button that switches the colors: automatic, light, dark. The first lines of each page set the colors themselves.
// The scripts of the book are plain ones, not modules, since a browser loads no module from a folder on disk.
{
  const MODES = ["auto", "light", "dark"];
  const NAMES = { auto: "automatic", light: "light", dark: "dark" };

  /** The mode after *mode* when the button is pressed.
   * @param {string} mode */
  const nextMode = (mode) => MODES[(MODES.indexOf(mode) + 1) % MODES.length];

  /** The theme that *mode* means where the system *prefersDark* or not.
   * @param {string} mode @param {boolean} prefersDark */
  const themeOf = (mode, prefersDark) => (mode === "auto" ? (prefersDark ? "dark" : "light") : mode);

  Object.assign(globalThis, { bookTheme: { nextMode, themeOf } });

  const start = () => {
    const root = document.documentElement;
    const system = matchMedia("(prefers-color-scheme: dark)");
    const button = /** @type {HTMLButtonElement | null} */ (document.querySelector(".book-theme"));
    const label = button?.querySelector(".book-theme-label");

    const show = () => {
      const mode = root.dataset.mode ?? "auto";
      root.dataset.theme = themeOf(mode, system.matches);
      if (label) label.textContent = `Colors: ${NAMES[/** @type {keyof typeof NAMES} */ (mode)] ?? mode}`;
    };

    button?.addEventListener("click", () => {
      root.dataset.mode = nextMode(root.dataset.mode ?? "auto");
      try {
        localStorage.setItem("mode", root.dataset.mode);
      } catch {
        // Storage may be forbidden; the choice then lasts for this page.
      }
      show();
    });
    system.addEventListener("change", show);
    show();
  };

  if (typeof document !== "undefined") start();
}
