// @ts-check
// The form above the lists of a page (of insights, of tables) hides the rows one does not look for. Without it the lists
// are complete.
{
  /** @typedef {{rank: string, concepts: string[], text: string}} Row */
  /** @typedef {{rank: string, concept: string, words: string}} Wanted */

  /** Whether *row* is wanted: its rank, one of its concepts, and every word somewhere in its text; empty wishes are met.
   * @param {Row} row @param {Wanted} wanted */
  const matches = (row, wanted) => {
    const words = wanted.words.toLowerCase().split(/\s+/).filter(Boolean);
    const text = row.text.toLowerCase();
    return (!wanted.rank || row.rank === wanted.rank)
      && (!wanted.concept || row.concepts.includes(wanted.concept))
      && words.every((word) => text.includes(word));
  };

  /** The sentence that says how many rows are left.
   * @param {number} shown @param {number} all */
  const countOf = (shown, all) => (shown === all ? `All ${all} entries are shown.`
    : shown === 0 ? `None of the ${all} entries fits.`
      : `${shown} of ${all} entries ${shown === 1 ? "fits" : "fit"}.`);

  /** The different values of *lists*, in alphabetical order.
   * @param {string[][]} lists */
  const distinct = (lists) => [...new Set(lists.flat())].sort((a, b) => a.localeCompare(b));

  Object.assign(globalThis, { bookIndex: { matches, countOf, distinct } });

  /** @param {HTMLTableRowElement} element @returns {Row} */
  const rowOf = (element) => ({
    rank: element.dataset.rank ?? "",
    concepts: (element.dataset.concepts ?? "").split(" ").filter(Boolean),
    text: element.textContent ?? "",
  });

  /** Offer *values* to choose from.
   * @param {HTMLSelectElement} select @param {string[]} values */
  const offer = (select, values) => values.forEach((value) => select.add(new Option(value.replaceAll("-", " "), value)));

  /** @param {HTMLFormElement} form @param {HTMLTableElement[]} tables */
  const start = (form, tables) => {
    const groups = tables.map((table) => ({
      // What vanishes when no row of the table is left: its section, unless that is the page.
      group: /** @type {HTMLElement} */ (table.closest("section section") ?? table),
      rows: /** @type {HTMLTableRowElement[]} */ ([...table.querySelectorAll("tbody tr[data-rank]")])
        .map((element) => ({ element, row: rowOf(element) })),
    })).filter(({ rows }) => rows.length > 0);
    const all = groups.flatMap(({ rows }) => rows);
    const order = ["essential", "major", "supporting"];
    const [rank, concept] = form.querySelectorAll("select");
    offer(rank, distinct(all.map(({ row }) => [row.rank])).sort((a, b) => order.indexOf(a) - order.indexOf(b)));
    offer(concept, distinct(all.map(({ row }) => row.concepts)));
    const words = /** @type {HTMLInputElement} */ (form.querySelector("input"));
    const count = /** @type {HTMLElement} */ (form.querySelector("p"));

    const filter = () => {
      const wanted = { rank: rank.value, concept: concept.value, words: words.value };
      let shown = 0;
      for (const { group, rows } of groups) {
        const left = rows.filter(({ element, row }) => !(element.hidden = !matches(row, wanted))).length;
        group.hidden = left === 0;
        shown += left;
      }
      count.textContent = countOf(shown, all.length);
    };
    form.addEventListener("input", filter);
    form.addEventListener("submit", (event) => event.preventDefault());
    filter();
  };

  if (typeof document !== "undefined") {
    const form = /** @type {HTMLFormElement | null} */ (document.querySelector("form.book-filter"));
    if (form) start(form, [...document.querySelectorAll("table.book-index")].map((table) => (
      /** @type {HTMLTableElement} */ (table))));
  }
}
