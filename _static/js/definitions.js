// @ts-check
// The definition of a concept as a popup on hover, focus and touch (WCAG 1.4.13): it can be hovered, Escape puts it
// away, and it stays until pointer and focus have left. A first touch shows it with a way to go on to the glossary.
// Without this script the link leads there.
{
  const LEAVE_MS = 250; // time to move the pointer from the link to the popup
  const GAP_PX = 6;
  const MARGIN_PX = 12;

  /** @typedef {{left: number, top: number, right: number, bottom: number}} Box */

  /** Where the popup goes, in window coordinates: below the link, above it when there is no room, always in sight.
   * @param {Box} link @param {{width: number, height: number}} popup @param {{width: number, height: number}} view */
  const place = (link, popup, view) => {
    const left = Math.max(MARGIN_PX, Math.min(link.left, view.width - popup.width - MARGIN_PX));
    const below = link.bottom + GAP_PX;
    const above = link.top - GAP_PX - popup.height;
    const fits = below + popup.height <= view.height - MARGIN_PX || above < MARGIN_PX;
    return { left, top: fits ? below : above };
  };

  Object.assign(globalThis, { bookDefinitions: { place } });

  /** @type {{link: HTMLElement, popup: HTMLElement} | null} */
  let shown = null;
  /** @type {ReturnType<typeof setTimeout> | undefined} */
  let leaving;

  // For those who touch: where the link leads.
  const onward = typeof document === "undefined" ? null : document.createElement("a");

  const hide = () => {
    clearTimeout(leaving);
    shown?.popup.classList.remove("book-shown");
    shown?.popup.setAttribute("role", "tooltip");
    onward?.remove();
    shown = null;
  };

  /** @param {HTMLElement} link @param {boolean} isTouched */
  const show = (link, isTouched = false) => {
    clearTimeout(leaving);
    if (shown?.link === link) return;
    hide();
    const popup = document.getElementById(link.getAttribute("aria-describedby") ?? "");
    if (!popup) return;
    if (isTouched && onward) {
      onward.className = "book-onward";
      onward.href = /** @type {HTMLAnchorElement} */ (link).href;
      onward.textContent = "In the glossary";
      // A tooltip may hold no link.
      popup.setAttribute("role", "note");
      popup.append(onward);
    }
    popup.classList.add("book-shown");
    // A link may run over two lines; the popup belongs to its first.
    const line = link.getClientRects()[0];
    const at = place(line, popup.getBoundingClientRect(), { width: document.documentElement.clientWidth, height: innerHeight });
    const origin = (popup.offsetParent ?? document.documentElement).getBoundingClientRect();
    popup.style.left = `${at.left - origin.left}px`;
    popup.style.top = `${at.top - origin.top}px`;
    shown = { link, popup };
  };

  const leave = () => {
    clearTimeout(leaving);
    leaving = setTimeout(() => {
      if (shown && document.activeElement !== shown.link) hide();
    }, LEAVE_MS);
  };

  /** The concept's link or popup that an event is about.
   * @param {Event} event */
  const linkOf = (event) => /** @type {HTMLElement | null} */ (
    event.target instanceof Element ? event.target.closest("a.book-concept[aria-describedby]") : null);
  /** @param {EventTarget | null} target */
  const isInPopup = (target) => target instanceof Node && shown !== null && shown.popup.contains(target);

  const start = () => {
    const definitions = /** @type {HTMLElement | null} */ (document.querySelector(".book-definitions"));
    if (!definitions) return;
    definitions.hidden = false;
    let touched = false;
    document.addEventListener("pointerdown", (event) => {
      touched = event.pointerType === "touch";
      if (shown && !linkOf(event) && !isInPopup(event.target)) hide();
    });
    document.addEventListener("pointerover", (event) => {
      if (event.pointerType === "touch") return;
      const link = linkOf(event);
      if (link) show(link);
      else if (isInPopup(event.target)) clearTimeout(leaving);
      else if (shown) leave();
    });
    document.addEventListener("focusin", (event) => {
      const link = linkOf(event);
      if (link && !touched) show(link);
      else if (shown && !link && !isInPopup(event.target)) hide();
    });
    document.addEventListener("click", (event) => {
      const link = linkOf(event);
      // The first touch shows the definition, the second follows the link.
      if (link && touched && shown?.link !== link) {
        event.preventDefault();
        show(link, true);
      }
    });
    document.addEventListener("keydown", (event) => {
      touched = false;
      if (event.key === "Escape") hide();
    });
  };

  if (typeof document !== "undefined") start();
}
