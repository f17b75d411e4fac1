// @ts-check
// What a long page needs: boxes that scroll can be reached by keyboard and show on which side there is more, answers open
// for print and for a link into them.
{
  const SCROLLING = "pre, div.math, .book-formula, .book-picture, .book-table-scroll, "
    + ".pst-scrollable-table-container:not(.book-table *), .bd-article p:has(> math)";

  /** On which sides of a box that has been scrolled by *left* there is more.
   * @param {{ scrollLeft: number, scrollWidth: number, clientWidth: number }} box */
  const moreOf = ({ scrollLeft, scrollWidth, clientWidth }) => ({
    left: scrollLeft > 1,
    right: scrollLeft + clientWidth < scrollWidth - 1,
  });

  Object.assign(globalThis, { bookReading: { moreOf } });

  /** Make the boxes that are wider than the page, and no others, a stop of the tab key with a name. */
  const reachScrollingBoxes = () => {
    const boxes = /** @type {HTMLElement[]} */ ([...document.querySelectorAll(SCROLLING)]);
    if (boxes.length === 0) return;
    /** @param {HTMLElement} box */
    const hint = (box) => {
      const { left, right } = moreOf(box);
      box.classList.toggle("book-more-left", left);
      box.classList.toggle("book-more-right", right);
    };
    const update = () => boxes.forEach((box) => {
      hint(box);
      if (box.scrollWidth > box.clientWidth) {
        box.tabIndex = 0;
        if (box.querySelector("table") && !box.hasAttribute("role")) {
          const heading = box.closest("section")?.querySelector("h1, h2, h3, h4")?.cloneNode(true);
          if (heading instanceof Element) heading.querySelector(".headerlink")?.remove();
          box.setAttribute("role", "region");
          box.setAttribute("aria-label", `Table: ${heading?.textContent ?? "more to the side"}`);
        }
      } else box.removeAttribute("tabindex");
    });
    boxes.forEach((box) => box.addEventListener("scroll", () => hint(box), { passive: true }));
    new ResizeObserver(update).observe(document.documentElement);
  };

  const openAnswers = () => {
    const answers = /** @type {HTMLDetailsElement[]} */ ([...document.querySelectorAll("details.book-answer")]);
    /** @type {HTMLDetailsElement[]} */
    let opened = [];
    addEventListener("beforeprint", () => {
      opened = answers.filter((answer) => !answer.open);
      opened.forEach((answer) => { answer.open = true; });
    });
    addEventListener("afterprint", () => opened.forEach((answer) => { answer.open = false; }));
    const reveal = () => {
      const target = document.getElementById(decodeURIComponent(location.hash.slice(1)));
      const answer = /** @type {HTMLDetailsElement | null | undefined} */ (target?.closest("details.book-answer"));
      if (answer) answer.open = true;
    };
    addEventListener("hashchange", reveal);
    reveal();
  };

  /** Lead on whoever asks for an id that has moved to another page, or for a page that has. */
  const leadOn = () => {
    const page = /** @type {HTMLAnchorElement | null} */ (document.querySelector("a.book-moved"));
    const list = document.getElementById("book-moved");
    const go = () => {
      const id = decodeURIComponent(location.hash.slice(1));
      const target = list && JSON.parse(list.textContent ?? "{}")[id];
      if (id && target && !document.getElementById(id)) location.replace(new URL(target, location.href));
      else if (page) location.replace(page.href.split("#")[0] + location.hash);
    };
    if (!page && !list) return;
    addEventListener("hashchange", go);
    go();
  };

  if (typeof document !== "undefined") {
    leadOn();
    reachScrollingBoxes();
    openAnswers();
  }
}
