// @ts-check
// On a wide screen a footnote also stands in the margin, beside the words that it belongs to. The one at the end of the
// page stays what keyboards, screen readers, narrow screens and paper have.
{
  const start = () => {
    /** @type {Set<Element>} */
    const seen = new Set();
    for (const call of /** @type {NodeListOf<HTMLAnchorElement>} */ (document.querySelectorAll("article a.footnote-reference"))) {
      const footnote = document.getElementById(decodeURIComponent(call.hash.slice(1)));
      // Beside the paragraph, box or table as a whole: a note inside would be cut off with what scrolls there.
      const block = call.closest("section > *, article > *");
      if (!footnote || !block || seen.has(footnote)) continue;
      seen.add(footnote);
      const note = document.createElement("div");
      note.className = "book-note";
      note.inert = true;
      const number = document.createElement("sup");
      number.textContent = footnote.querySelector(".label a")?.textContent ?? "";
      const words = [...footnote.children].filter((child) => !child.matches(".label")).map((child) => child.cloneNode(true));
      note.append(number, ...words);
      note.querySelectorAll("[id]").forEach((element) => element.removeAttribute("id"));
      block.before(note);
    }
  };

  if (typeof document !== "undefined") start();
}
