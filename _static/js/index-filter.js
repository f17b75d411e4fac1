// @ts-check
// One form above the lists of a page (of insights, of tables) that hides the rows one does not look for. Without it the
// lists are complete.
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

  /** @param {string} text @param {HTMLElement} field */
  const labelled = (text, field) => {
    const label = document.createElement("label");
    label.append(text, field);
    return label;
  };

  /** @param {string} any @param {string[]} values */
  const choice = (any, values) => {
    const select = document.createElement("select");
    select.add(new Option(any, ""));
    values.forEach((value) => select.add(new Option(value.replaceAll("-", " "), value)));
    return select;
  };

  /** What the column that shows the rank is called: "Rank" for insights, "Type" for tables.
   * @param {HTMLTableElement} table @param {HTMLTableRowElement} row */
  const rankName = (table, row) => {
    const column = [...row.cells].findIndex((cell) => cell.textContent?.trim() === row.dataset.rank);
    return table.tHead?.rows[0]?.cells[column]?.textContent?.trim() || "Rank";
  };

  /** @param {HTMLTableElement[]} tables */
  const addFilter = (tables) => {
    const groups = tables.map((table) => ({
      // What vanishes when no row of the table is left: its section, unless that is the page.
      group: /** @type {HTMLElement} */ (table.closest("section section") ?? table),
      rows: /** @type {HTMLTableRowElement[]} */ ([...table.querySelectorAll("tbody tr[data-rank]")])
        .map((element) => ({ element, row: rowOf(element) })),
    })).filter(({ rows }) => rows.length > 0);
    const all = groups.flatMap(({ rows }) => rows);
    if (all.length === 0) return;

    const order = ["essential", "major", "supporting"];
    const rank = choice("any", distinct(all.map(({ row }) => [row.rank]))
      .sort((a, b) => order.indexOf(a) - order.indexOf(b)));
    const concept = choice("any", distinct(all.map(({ row }) => row.concepts)));
    const words = document.createElement("input");
    words.type = "search";
    words.autocomplete = "off";
    const count = document.createElement("p");
    count.setAttribute("aria-live", "polite");
    const form = document.createElement("form");
    form.className = "book-filter";
    form.setAttribute("aria-label", "Filter this page");
    form.append(labelled(rankName(tables[0], all[0].element), rank), labelled("Concept", concept), labelled("Words", words), count);

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
    const first = groups[0].group;
    (first.closest(".pst-scrollable-table-container, .book-table-scroll") ?? first).before(form);
    filter();
  };

  if (typeof document !== "undefined") addFilter([...document.querySelectorAll("table.book-index")].map((table) => (
    /** @type {HTMLTableElement} */ (table))));
}
