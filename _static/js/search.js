// @ts-check
// The search: a dialog over the page, opened by its button, by "/" or by Ctrl-K. Nothing is loaded before that.
// The index is Pagefind's, a record for each heading, box, figure, table and concept. A page that was opened from a
// folder on disk may not fetch files, so there the records themselves are read as a script and gone through one by one.
{
  /** @typedef {{ page: string, kind: string, title: string }} Meta */
  /** @typedef {{ url: string, meta: Meta, content: string }} Fragment */
  /** @typedef {{ id: string, score: number, data: () => Promise<Fragment> }} Found */
  /** @typedef {{ id: string, score: number, found: Found }} Hit */
  /** @typedef {{ kinds: string[], part: string }} Filter */
  /** @typedef {{ size: number, search: (term: string, filter: Filter) => Promise<Found[]> }} Index */
  /** @typedef {Meta & { at: string, text: string, part: string }} Row */

  const KINDS = {
    text: "Text", insight: "Insights", misconception: "Misconceptions", production: "Cases", question: "Questions",
    table: "Tables", diagram: "Diagrams", concept: "Concepts",
  };
  const ONE = {
    text: "", insight: "Insight", misconception: "Misconception", production: "Case", question: "Question",
    table: "Table", diagram: "Diagram", concept: "Concept",
  };
  const PAUSE_MS = 150; // after the last key, before a search
  const SHOWN = 10; // hits at a time
  const LONGEST = 42; // words of a sentence that is shown
  const BEFORE = 8; // words of a cut sentence before the first that was found
  const COVERAGE = 2; // how much more a record counts that has all the words
  const COMMON = new Set((
    "a about after all also am an and any are as at be because been before being but by can could did do does doing " +
    "for from had has have having he her here him his how i if in into is it its just may me might more most must my " +
    "no nor not of off on once only or other our ours out over own same shall she should so some such than that the " +
    "their them then there these they this those through to too under until up us very was we were what when where " +
    "which while who whom whose why will with would you your"
  ).split(" "));

  /** The words of a *query* to look for: without the commonest, unless there are no others.
   * @param {string} query @returns {string[]} */
  const termsOf = (query) => {
    const words = query.toLowerCase().split(/[^\p{L}\p{N}+]+/u).filter(Boolean);
    const telling = words.filter((word) => !COMMON.has(word));
    return [...new Set(telling.length ? telling : words)];
  };

  /** The hits of several searches, one a word, as one list, best first. A rare word counts more, and so does a record
   * that has more of the words.
   * @param {Found[][]} searches @param {number} size records in the index @returns {Hit[]} */
  const merge = (searches, size) => {
    /** @type {Map<string, { sum: number, covered: number, found: Found }>} */
    const hits = new Map();
    let total = 0;
    for (const results of searches) {
      if (results.length === 0) continue;
      const weight = Math.log(1 + size / results.length);
      const best = Math.max(...results.map((result) => result.score));
      total += weight;
      for (const result of results) {
        const hit = hits.get(result.id) ?? { sum: 0, covered: 0, found: result };
        hit.sum += weight * Math.sqrt(result.score / (best || 1));
        hit.covered += weight;
        hits.set(result.id, hit);
      }
    }
    return [...hits]
      .map(([id, { sum, covered, found }]) => ({ id, score: sum * (covered / total) ** COVERAGE, found }))
      .sort((a, b) => b.score - a.score || (a.id < b.id ? -1 : 1));
  };

  const ENDINGS = /(?:ations?|ingly|ing|edly|ed|ies|es|s|ly)$/;

  /** What words of one family share, roughly.
   * @param {string} word */
  const stem = (word) => {
    const short = word.toLowerCase().replace(/[’']s$/, "").replace(/[^\p{L}\p{N}+]/gu, "");
    const cut = short.replace(ENDINGS, "");
    return cut.length >= 3 ? cut.replace(/e$/, "") : short;
  };

  /** The sentence with the most of the *terms*, in pieces, of which some are found words; the words of the title, which
   * come first in *content*, are left out, and a long sentence is cut.
   * @param {string} content @param {string[]} terms @param {string} title
   * @returns {{ text: string, found: boolean }[]} */
  const sentenceOf = (content, terms, title) => {
    const wanted = new Set(terms.map(stem));
    const words = content.split(/[\s\u200B]+/).filter(Boolean);
    const first = Math.min(title.split(/\s+/).length, words.length);
    const found = words.map((word) => word.split(/[-–—\/]/).map(stem).find((part) => wanted.has(part)));
    let best = { from: first, to: words.length, different: -1, count: -1 };
    let from = first;
    for (let to = first + 1; to <= words.length; to += 1) {
      if (!/[.?!:;]["”’)]*$/.test(words[to - 1] ?? "") && to < words.length) continue;
      const here = found.slice(from, to).filter(Boolean);
      const different = new Set(here).size;
      if (different > best.different || (different === best.different && here.length > best.count)) {
        best = { from, to, different, count: here.length };
      }
      from = to;
    }
    let start = best.from;
    if (best.to - start > LONGEST) {
      const place = found.findIndex((part, i) => i >= best.from && part);
      start = Math.max(start, Math.min(place - BEFORE, best.to - LONGEST));
    }
    const end = Math.min(best.to, start + LONGEST);
    const pieces = words.slice(start, end).map((text, i) => ({ text, found: Boolean(found[start + i]) }));
    if (start > best.from) pieces.unshift({ text: "…", found: false });
    if (end < best.to) pieces.push({ text: "…", found: false });
    return pieces;
  };

  /** The index of a site on disk: every record is looked at.
   * @param {Row[]} rows @returns {Index} */
  const indexOf = (rows) => {
    const stems = rows.map(({ title, text }) => `${title} ${text}`.split(/[\s\u200B]+/).map(stem));
    const average = stems.reduce((sum, words) => sum + words.length, 0) / (rows.length || 1);
    return {
      size: rows.length,
      search: async (term, { kinds, part }) => {
        const wanted = stem(term);
        return rows.flatMap((row, at) => {
          if ((kinds.length && !kinds.includes(row.kind)) || (part && part !== row.part)) return [];
          const words = /** @type {string[]} */ (stems[at]);
          const places = words.flatMap((word, i) => (word === wanted ? [i] : []));
          if (places.length === 0) return [];
          const titled = places.filter((i) => i < row.title.split(/\s+/).length).length;
          const count = places.length + 6 * titled;
          const score = count / (count + 1 + words.length / average);
          const fragment = { url: row.at, meta: row, content: `${row.title} ${row.text}` };
          return [{ id: String(at), score, data: async () => fragment }];
        }).sort((a, b) => b.score - a.score);
      },
    };
  };

  /** The word that stands for a *value* in Pagefind's index.
   * @param {string} value */
  const tokenOf = (value) => `zz${value.toLowerCase().replace(/[^a-z0-9]/g, "")}`;

  /** The index that *pagefind* has read, with filters.
   * @param {{ search: (term: string) => Promise<{ results: Found[] }> }} pagefind @param {number} size records in it
   * @returns {Index} */
  const filtered = (pagefind, size) => {
    /** @type {Map<string, Promise<Set<string>>>} */
    const known = new Map();
    const having = (/** @type {string} */ value) => {
      const found = known.get(value) ?? pagefind.search(tokenOf(value)).then(({ results }) => new Set(results.map(({ id }) => id)));
      known.set(value, found);
      return found;
    };
    return {
      size,
      search: async (term, { kinds, part }) => {
        const { results } = await pagefind.search(term);
        const best = /** @type {(Fragment & { locations: number[] }) | undefined} */ (await results[0]?.data());
        if (!best || !hasWordLike(best, term)) return [];
        const ofKind = await Promise.all(kinds.map(having));
        const ofPart = part ? [await having(part)] : [];
        return results.filter(({ id }) => (!kinds.length || ofKind.some((ids) => ids.has(id))) && ofPart.every((ids) => ids.has(id)));
      },
    };
  };

  /** Whether Pagefind has found *term* in a *fragment*; for a word that is nowhere it returns what begins like it.
   * @param {{ content: string, locations: number[] }} fragment @param {string} term */
  const hasWordLike = ({ content, locations }, term) => {
    const words = content.split(/[\s\u200B]+/);
    const beginning = stem(term).slice(0, 3);
    return locations.some((place) => (words[place] ?? "").split(/[-–—\/]/).some((word) => stem(word).startsWith(beginning)));
  };

  Object.assign(globalThis, { bookSearch: { termsOf, merge, sentenceOf, stem, indexOf, hasWordLike, filtered } });

  /** An element with attributes and content.
   * @param {string} name @param {Record<string, string>} attributes @param {(Node | string)[]} content */
  const make = (name, attributes, ...content) => {
    const element = document.createElement(name);
    Object.entries(attributes).forEach(([key, value]) => element.setAttribute(key, value));
    element.append(...content);
    return element;
  };

  const start = () => {
    const root = document.documentElement.dataset.content_root ?? "./";
    const onDisk = location.protocol === "file:";
    /** @type {HTMLDialogElement | undefined} */
    let dialog;
    /** @type {Promise<Index> | undefined} */
    let loading;

    const fromDisk = () => new Promise((resolve, reject) => {
      const script = document.createElement("script");
      script.src = `${root}search/records.js`;
      script.onload = () => resolve(indexOf(/** @type {{ bookRecords: Row[] }} */ (/** @type {unknown} */ (globalThis)).bookRecords));
      script.onerror = reject;
      document.head.append(script);
    });

    const fromHost = async () => {
      const base = new URL(`${root}search/`, location.href);
      const [{ createInstance }, entry] = await Promise.all([
        import(new URL("pagefind.js", base).href),
        fetch(new URL("pagefind-entry.json", base)).then((answer) => answer.json()),
      ]);
      const pagefind = createInstance({ basePath: base.pathname, noWorker: true });
      return filtered(pagefind, /** @type {number} */ (entry.languages.en.page_count));
    };

    const load = () => {
      // A reader who keeps parts of the book has the records, too, and no network perhaps.
      loading ??= /** @type {Promise<Index>} */ (onDisk ? fromDisk() : fromHost().catch(fromDisk));
      return loading;
    };

    /** @param {Hit} hit @param {string[]} terms */
    const show = async (hit, terms) => {
      const { url, meta, content } = await hit.found.data();
      const { kind, name } = kindOf(meta.kind);
      const sentence = make("p", {});
      sentenceOf(content, kind === "concept" ? [] : terms, meta.title).forEach(({ text, found }, i) => {
        sentence.append(i ? " " : "", found ? make("mark", {}, text) : text);
      });
      return make("li", { class: "book-hit" },
        make("a", { href: root + url.replace(/^\//, "") }, meta.title),
        make("p", { class: "book-hit-place" }, name ? `${name} · ${meta.page}` : meta.page), sentence);
    };

    const kindOf = (/** @type {string} */ value) => {
      const kind = Object.keys(ONE).find((key) => value === key || value === tokenOf(key)) ?? "text";
      return { kind, name: ONE[/** @type {keyof typeof ONE} */ (kind)] };
    };

    const build = () => {
      const input = /** @type {HTMLInputElement} */ (make("input", {
        type: "search", id: "book-search-words", autocomplete: "off", autocapitalize: "off", spellcheck: "false",
        enterkeyhint: "search", "aria-controls": "book-search-hits", "aria-describedby": "book-search-keys",
      }));
      const status = make("p", { role: "status", class: "book-search-status" });
      const list = make("ol", { id: "book-search-hits", class: "book-search-hits" });
      const more = /** @type {HTMLButtonElement} */ (make("button", { type: "button", class: "book-button book-search-more" }, "More hits"));
      more.hidden = true;
      const kinds = Object.entries(KINDS).map(([value, name]) => {
        const box = /** @type {HTMLInputElement} */ (make("input", { type: "checkbox", value }));
        return { box, label: make("label", {}, box, ` ${name}`) };
      });
      const part = /** @type {HTMLSelectElement} */ (make("select", { id: "book-search-part" }, make("option", { value: "" }, "the whole book")));
      document.querySelectorAll("nav.bd-docs-nav .toctree-l1 > a").forEach((link) => {
        if (!/(?:^|\/)(?:part-\d|appendices\/)/.test(link.getAttribute("href") ?? "")) return;
        // Without its number, and whatever else stands beside the title.
        const name = [...link.childNodes].filter((node) => node.nodeType === Node.TEXT_NODE)
          .map((node) => node.textContent).join("").trim();
        part.append(make("option", { value: name }, name));
      });
      const close = make("button", { type: "button", class: "book-button" }, "Close");
      const made = /** @type {HTMLDialogElement} */ (make("dialog", { class: "book-search-dialog", "aria-label": "Search the book" },
        make("form", { role: "search", class: "book-search-bar" },
          make("label", { for: "book-search-words", class: "book-hidden" }, "Search the book"), input, close),
        make("details", { class: "book-search-filters" }, make("summary", {}, "Kinds and parts"),
          make("fieldset", {}, make("legend", {}, "Only these kinds"), ...kinds.map(({ label }) => label)),
          make("p", {}, make("label", { for: "book-search-part" }, "In "), part)),
        make("p", { id: "book-search-keys", class: "book-search-keys" }, "Arrows move through the hits, Enter opens one, Escape closes."),
        status, list, more));

      let run = 0;
      /** @type {ReturnType<typeof setTimeout> | undefined} */
      let timer;

      const search = async () => {
        const query = input.value.trim();
        const own = (run += 1);
        const terms = termsOf(query);
        if (terms.length === 0) {
          list.replaceChildren();
          more.hidden = true;
          status.textContent = "";
          return;
        }
        let index;
        try {
          index = await load();
        } catch {
          loading = undefined;
          status.textContent = "The search index of this copy is missing or can't be loaded; make html writes it.";
          return;
        }
        const filter = { kinds: kinds.filter(({ box }) => box.checked).map(({ box }) => box.value), part: part.value };
        const searches = await Promise.all(terms.map((term) => index.search(term, filter)));
        if (own !== run) return;
        const hits = merge(searches, index.size);
        let shown = 0;
        const showMore = async () => {
          const items = await Promise.all(hits.slice(shown, shown + SHOWN).map((hit) => show(hit, terms)));
          if (own !== run) return;
          if (shown === 0) list.replaceChildren();
          list.append(...items);
          shown += items.length;
          more.hidden = shown >= hits.length;
        };
        more.onclick = () => {
          const last = list.lastElementChild;
          void showMore().then(() => last?.nextElementSibling?.querySelector("a")?.focus());
        };
        await showMore();
        if (own !== run) return;
        const count = hits.length === 1 ? "1 place" : `${hits.length} places`;
        status.textContent = hits.length ? `${count}, the best first` : "Nothing found. Try fewer or other words.";
      };

      const soon = () => {
        clearTimeout(timer);
        timer = setTimeout(() => void search(), PAUSE_MS);
      };
      input.addEventListener("input", soon);
      kinds.forEach(({ box }) => box.addEventListener("change", soon));
      part.addEventListener("change", soon);
      close.addEventListener("click", () => made.close());
      made.addEventListener("click", (event) => {
        if (event.target === made) made.close();
        else if (event.target instanceof Element && event.target.closest(".book-hit a")) made.close();
      });
      made.querySelector("form")?.addEventListener("submit", (event) => {
        event.preventDefault();
        list.querySelector("a")?.click();
      });
      made.addEventListener("keydown", (event) => {
        const step = { ArrowDown: 1, ArrowUp: -1 }[event.key];
        if (!step || event.target instanceof HTMLSelectElement) return;
        const stops = [input, ...list.querySelectorAll("a")];
        const at = stops.indexOf(/** @type {HTMLInputElement} */ (document.activeElement));
        const next = stops[at + step];
        if (at < 0 || !next) return;
        event.preventDefault();
        next.focus();
      });
      document.body.append(made);
      return Object.assign(made, { ask: (/** @type {string} */ query) => {
        if (query) input.value = query;
        input.select();
        if (input.value) soon();
      } });
    };

    /** @param {string} [query] */
    const open = (query = "") => {
      const shown = /** @type {HTMLDialogElement & { ask: (q: string) => void }} */ (dialog ??= build());
      if (!shown.open) shown.showModal();
      shown.ask(query);
    };

    document.querySelectorAll(".book-search-open").forEach((button) => button.addEventListener("click", () => open()));
    document.querySelectorAll("form.book-search").forEach((form) => form.addEventListener("submit", (event) => {
      event.preventDefault();
      open(/** @type {HTMLInputElement} */ (form.querySelector("input[name=q]")).value);
    }));
    addEventListener("keydown", (event) => {
      const writes = event.target instanceof Element && event.target.closest("input, textarea, select, [contenteditable]");
      const slash = event.key === "/" && !writes && !event.ctrlKey && !event.metaKey && !event.altKey;
      const k = event.key.toLowerCase() === "k" && (event.ctrlKey || event.metaKey) && !event.altKey && !event.shiftKey;
      if (!slash && !k) return;
      event.preventDefault();
      open();
    });

    // The search page, to which the form leads where this script hasn't run.
    const asked = document.querySelector(".book-search-page") && new URLSearchParams(location.search).get("q");
    if (asked) open(asked);
  };

  if (typeof document !== "undefined") start();
}
