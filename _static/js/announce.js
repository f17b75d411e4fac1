// @ts-check
// One line that screen readers hear when it changes, for whatever a script has done without moving the focus.
{
  const line = typeof document === "undefined" ? null : document.createElement("p");

  /** Say *words*, also when the last words were the same.
   * @param {string} words */
  const say = (words) => {
    if (!line) return;
    line.textContent = "";
    requestAnimationFrame(() => { line.textContent = words; });
  };

  Object.assign(globalThis, { bookSay: say });

  if (line) {
    line.className = "book-hidden";
    line.setAttribute("role", "status");
    document.body.append(line);
  }
}
