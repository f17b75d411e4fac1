// @ts-check
// A chapter's first page can print the whole chapter: its sections are fetched, put behind the page for the printer
// alone, and removed afterwards. Their ids get a mark of their section, and links among them follow.
{
  const NAMING = ["id", "for", "headers", "aria-labelledby", "aria-describedby", "aria-controls"];

  /** What the id *id* of the page at *place* of the chapter is called in print.
   * @param {number} place @param {string} id */
  const markedId = (place, id) => `print-${place}-${id}`;

  /** Where a link leads in print: within the chapter to the marked id, else to where it led.
   * @param {string} href as written @param {string} page the address of the page it is on
   * @param {string[]} pages addresses of the chapter's pages, the first of which keeps its ids */
  const printedHref = (href, page, pages) => {
    const target = new URL(href, page);
    const id = decodeURIComponent(target.hash.slice(1));
    target.hash = "";
    const place = pages.indexOf(target.href);
    if (place > 0) return `#${markedId(place, id || "page")}`;
    if (place === 0) return `#${id}`;
    const rest = id ? `#${encodeURIComponent(id)}` : "";
    // In the book without its host: print.css writes out the addresses that begin with one.
    return target.origin === new URL(page).origin ? target.pathname + target.search + rest : target.href + rest;
  };

  Object.assign(globalThis, { bookPrint: { markedId, printedHref } });

  /** The text of a section, ready to stand on the same page as the others.
   * @param {Document} section @param {number} place @param {string[]} pages */
  const printed = (section, place, pages) => {
    const page = /** @type {string} */ (pages[place]);
    const article = section.querySelector("article");
    if (!article) throw new Error(`${page} has no text`);
    const box = document.createElement("div");
    box.className = "book-printed";
    box.id = markedId(place, "page");
    box.append(...document.importNode(article, true).childNodes);
    box.querySelectorAll(".book-definitions, .headerlink").forEach((element) => element.remove());
    for (const element of box.querySelectorAll("*")) {
      for (const name of NAMING) {
        const value = element.getAttribute(name);
        if (value) element.setAttribute(name, value.split(" ").map((id) => markedId(place, id)).join(" "));
      }
      const href = element.getAttribute("href");
      if (href && element instanceof HTMLAnchorElement) element.setAttribute("href", printedHref(href, page, pages));
      const source = element.getAttribute("src");
      if (source) element.setAttribute("src", new URL(source, page).href);
      if (element instanceof HTMLImageElement) element.loading = "eager";
      if (element instanceof HTMLDetailsElement) element.open = true;
    }
    return box;
  };

  const start = () => {
    const current = document.querySelector('#pst-primary-sidebar a[aria-current="page"]');
    const links = /** @type {HTMLAnchorElement[]} */ ([...current?.parentElement?.querySelectorAll(":scope > details a") ?? []]);
    const overview = document.querySelector(".bd-article .book-chapter-overview");
    const bar = document.querySelector(".book-search-open");
    if (links.length === 0 || !overview || !bar) return;

    const button = document.createElement("button");
    button.type = "button";
    button.className = "book-button book-print-button";
    button.textContent = "Print this chapter";
    bar.after(button); // in the bar above the page, where it moves nothing
    const status = document.createElement("p");
    status.setAttribute("role", "status");
    status.className = "book-print-chapter";
    overview.before(status);

    const gather = async () => {
      const pages = [location.href.split(/[?#]/)[0] ?? "", ...links.map((link) => link.href)];
      const texts = await Promise.all(pages.slice(1).map(async (page) => {
        const answer = await fetch(page);
        if (!answer.ok) throw new Error(`the host answers ${answer.status}`);
        return answer.text();
      }));
      const parser = new DOMParser();
      const boxes = texts.map((text, i) => printed(parser.parseFromString(text, "text/html"), i + 1, pages));
      document.querySelector(".bd-article")?.append(...boxes);
      // Of each drawing, the one for paper is loaded in the colors that paper has.
      const drawings = boxes.flatMap((box) => [...box.querySelectorAll("img:not(.book-dark)")]);
      await Promise.all(drawings.map((image) => /** @type {HTMLImageElement} */ (image).decode().catch(() => {})));
      return boxes;
    };

    button.addEventListener("click", async () => {
      if (location.protocol === "file:") {
        status.textContent = "From a folder on disk a browser can't put a chapter together: the PDF of the book has it whole, and each section prints by itself.";
        return;
      }
      button.disabled = true;
      status.textContent = `${links.length} pages are being fetched.`;
      try {
        const boxes = await gather();
        status.textContent = "";
        addEventListener("afterprint", () => boxes.forEach((box) => box.remove()), { once: true });
        print();
      } catch (fault) {
        status.textContent = `The chapter couldn't be put together: ${/** @type {Error} */ (fault).message}.`;
      }
      button.disabled = false;
    });
  };

  if (typeof document !== "undefined") start();
}
