// @ts-check
// The small link of a heading, box, figure or table copies its permanent address. Where a page may not write to the
// clipboard it stays the link that it is.
{
  const SHOWN_MS = 2000;
  const COPY = "Copy link", COPIED = "Link copied";

  /** The address that others can use: *href* as written on a page that stands at *canonical*, or, without one, *here*.
   * @param {string} href @param {string} canonical @param {string} here */
  const permanent = (href, canonical, here) => new URL(href, canonical || here.split("#")[0]).href;

  Object.assign(globalThis, { bookLinks: { permanent } });

  /** What is copied for *link*: of a copy on a gathered page, the address of its original.
   * @param {HTMLAnchorElement} link */
  const addressOf = (link) => {
    const original = link.closest(".book-copy")?.querySelector(".book-source a[href]") ?? link;
    const canonical = /** @type {HTMLLinkElement | null} */ (document.querySelector('link[rel="canonical"]'));
    return permanent(original.getAttribute("href") ?? "", canonical?.href ?? "", location.href);
  };

  /** Show for a moment, in place of the link's words, that it has been copied.
   * @param {HTMLAnchorElement} link */
  const showCopied = (link) => {
    const words = link.textContent;
    if (words !== COPIED) {
      link.textContent = COPIED;
      link.classList.add("book-copied");
      setTimeout(() => {
        link.textContent = words;
        link.classList.remove("book-copied");
      }, SHOWN_MS);
    }
    globalThis.bookSay(COPIED);
  };

  const start = () => {
    if (!navigator.clipboard) return;
    for (const link of /** @type {NodeListOf<HTMLAnchorElement>} */ (document.querySelectorAll("a.headerlink"))) {
      link.title = link.title.replace(/^Link/, COPY);
      link.setAttribute("aria-label", link.title);
      if (link.parentElement?.matches(".book-box-title, .book-answer")) link.textContent = COPY;
    }
    document.addEventListener("click", (event) => {
      const link = /** @type {HTMLAnchorElement | null} */ (
        event.target instanceof Element ? event.target.closest("a.headerlink") : null);
      if (!link || event.ctrlKey || event.metaKey || event.shiftKey || event.altKey) return;
      event.preventDefault();
      navigator.clipboard.writeText(addressOf(link)).then(() => showCopied(link), () => { location.href = link.href; });
    });
  };

  if (typeof document !== "undefined") start();
}
