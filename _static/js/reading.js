// @ts-check
// What a long page needs: boxes that scroll can be reached by keyboard, answers open for print and for a link into them.
{
  const SCROLLING = "pre, div.math, .book-formula, .pst-scrollable-table-container";

  /** Make the boxes that are wider than the page, and no others, a stop of the tab key. */
  const reachScrollingBoxes = () => {
    const boxes = /** @type {HTMLElement[]} */ ([...document.querySelectorAll(SCROLLING)]);
    if (boxes.length === 0) return;
    const update = () => boxes.forEach((box) => {
      if (box.scrollWidth > box.clientWidth) box.tabIndex = 0;
      else box.removeAttribute("tabindex");
    });
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

  leadOn();
  reachScrollingBoxes();
  openAnswers();
}
