// @ts-check
// Where one left off and what one has finished: noted while one reads, shown in the sidebar, on the landing page, in
// the list of a chapter's sections and at the foot of each section. How it is remembered is in memory.js.
{
  const TICK_MS = 2000;
  const IDLE_MS = 60_000; // without a key, a touch or a scroll for so long, one isn't reading
  const LEAST_SECONDS = 10; // whoever leaves sooner wasn't reading
  const READING_LINE = 0.25; // of the window's height

  /** How far one has come, in percent: where the *line* one reads is in a text from *top* to *bottom*, in px from the
   * top of a window of the height *view*.
   * @param {number} top @param {number} bottom @param {number} view */
  const percentAt = (top, bottom, view) => {
    if (bottom <= view) return 100;
    return Math.max(0, Math.min(99, Math.round(100 * (view * READING_LINE - top) / (bottom - top))));
  };

  /** The question before everything is forgotten.
   * @param {import("../../tests/js/globals").Memory} memory */
  const questionFor = (memory) => {
    const places = Object.values(memory);
    const done = places.filter((place) => place.done).length;
    /** @param {number} n @param {string} what */
    const count = (n, what) => `${n} ${what}${n === 1 ? "" : "s"}`;
    const parts = [done ? `that you have finished ${count(done, "page")}` : "",
      places.length > done ? `your place in ${count(places.length - done, "page")}` : ""].filter(Boolean);
    return parts.length ? `Forget ${parts.join(" and ")}?` : "Nothing is remembered yet.";
  };

  Object.assign(globalThis, { bookProgress: { percentAt, questionFor } });

  /** @template {keyof HTMLElementTagNameMap} T
   * @param {T} tag @param {string} className @param {(string | Node)[]} content */
  const make = (tag, className, ...content) => {
    const element = document.createElement(tag);
    if (className) element.className = className;
    element.append(...content);
    return element;
  };

  /** @param {string} words @param {() => void} action @param {string} className */
  const button = (words, action, className = "") => {
    const element = make("button", `book-button ${className}`, words);
    element.type = "button";
    element.addEventListener("click", action);
    return element;
  };

  const start = () => {
    const { canRemember, forget, goOn, isRead, note, recall } = globalThis.bookMemory;
    if (!canRemember()) return;
    const links = /** @type {HTMLAnchorElement[]} */ ([...document.querySelectorAll("#pst-primary-sidebar a[data-key]")]);
    const place = /** @type {HTMLElement | null} */ (document.querySelector(".book-place"));
    const here = place?.dataset.key ?? "";
    const minutes = Number(place?.dataset.minutes);
    const article = document.querySelector("article.bd-article");
    let pausedUntilNextPage = false;

    /** @param {HTMLAnchorElement} link */
    const addressOf = (link) => link.href.split("#")[0];
    /** @param {Element} link */
    const wordsOf = (link) => [...link.childNodes].filter((node) => !(node instanceof Element && node.classList.contains("book-hidden")))
      .map((node) => node.textContent).join("").trim();

    // ---- What is finished: ticks in the sidebar and in the list below a chapter

    const showFinished = () => {
      const memory = recall();
      /** @type {Map<string, boolean>} */
      const finished = new Map();
      for (const link of links) {
        // A chapter is finished with all that stands below it.
        const below = /** @type {HTMLAnchorElement[]} */ ([...(link.parentElement?.querySelectorAll(":scope > details a[data-key]") ?? [])]);
        const keys = below.length ? below.map((each) => each.dataset.key ?? "") : [link.dataset.key ?? ""];
        finished.set(addressOf(link), keys.every((key) => memory[key]?.done));
      }
      const listed = /** @type {HTMLAnchorElement[]} */ ([...document.querySelectorAll(".book-below a")]);
      for (const link of [...links, ...listed]) {
        const isFinished = finished.get(addressOf(link)) ?? false;
        if (link.classList.toggle("book-finished", isFinished) && !link.querySelector(".book-hidden")) {
          link.append(make("span", "book-hidden", " (finished)"));
        } else if (!isFinished) link.querySelector(".book-hidden")?.remove();
      }
    };

    // ---- Where one left off: at the foot of the sidebar, and on the landing page

    const offer = make("p", "book-continue");
    const landing = make("p", "book-continue");
    const showContinue = () => {
      const memory = recall();
      const key = goOn(memory, links.map((link) => link.dataset.key ?? ""), here);
      const link = links.find((each) => each.dataset.key === key);
      for (const line of [offer, landing]) {
        line.hidden = !link;
        line.textContent = "";
        if (!link || !key) continue;
        const to = make("a", "", wordsOf(link));
        to.href = addressOf(link) + (memory[key]?.at ? `#${memory[key].at}` : "");
        line.append("Continue reading: ", to, memory[key]?.percent ? `, ${memory[key].percent} %` : "");
      }
    };
    document.querySelector("#pst-primary-sidebar")?.append(offer);
    document.querySelector(".book-doors > li")?.prepend(landing);

    // ---- The foot of a section, and the way to forget

    const toggle = button("", () => {
      const done = !recall()[here]?.done;
      note(here, { done, when: Date.now() });
      globalThis.bookSay(done ? "Marked as finished" : "Marked as not finished");
      show();
    }, "book-finish");

    const show = () => {
      const done = recall()[here]?.done ?? false;
      toggle.textContent = done ? "Finished" : "Mark as finished";
      toggle.setAttribute("aria-pressed", String(done));
      showFinished();
      showContinue();
    };

    const ask = () => {
      const dialog = make("dialog", "book-ask");
      const memory = recall();
      const question = make("p", "", questionFor(memory));
      question.id = "book-ask";
      dialog.setAttribute("aria-labelledby", "book-ask");
      const keep = button(Object.keys(memory).length ? "Keep" : "Close", () => dialog.close());
      const choices = make("div", "", keep);
      if (Object.keys(memory).length) {
        choices.prepend(button("Forget", () => {
          forget();
          pausedUntilNextPage = true;
          dialog.close();
          back?.remove();
          show();
          globalThis.bookSay("Forgotten");
        }));
      }
      dialog.append(question, choices);
      dialog.addEventListener("close", () => dialog.remove());
      document.body.append(dialog);
      dialog.showModal();
      keep.focus();
    };

    const forgetButton = () => button("Forget what this device remembers", ask);
    if (here && article) {
      const words = "Your place and what you have finished are remembered on this device only; nothing leaves it.";
      const foot = make("section", "book-remembered", toggle, make("p", "", words, " ", forgetButton()));
      foot.setAttribute("aria-label", "Your reading");
      document.querySelector(".book-neighbors")?.before(foot);
    }
    document.querySelector("#what-this-site-remembers")?.append(make("p", "", forgetButton()));

    // ---- Back to where one was on this page

    const headings = [...(article?.querySelectorAll("section[id] > :is(h2, h3)") ?? [])];
    /** @type {HTMLElement | null} */
    let back = null;

    const offerReturn = () => {
      const before = recall()[here];
      const target = before?.at && !before.done ? document.getElementById(before.at) : null;
      const heading = target?.querySelector("h2, h3");
      if (!heading || location.hash || scrollY > innerHeight / 2) return;
      const words = heading.cloneNode(true);
      if (words instanceof Element) words.querySelectorAll(".headerlink").forEach((link) => link.remove());
      const link = make("a", "", (words.textContent ?? "").trim());
      link.href = `#${before.at}`;
      const bar = make("aside", "book-return", make("span", "", "Continue where you were: ", link));
      bar.setAttribute("aria-label", "Where you were");
      const leave = () => {
        bar.remove();
        back = null;
        removeEventListener("scroll", moved);
      };
      const moved = () => {
        if (scrollY > innerHeight) leave();
      };
      bar.append(button("Close", leave));
      link.addEventListener("click", leave);
      bar.addEventListener("keydown", (event) => {
        if (event.key === "Escape") leave();
      });
      addEventListener("scroll", moved, { passive: true });
      document.querySelector(".bd-header-article")?.after(bar);
      back = bar;
    };

    // ---- Noting while one reads

    const watch = () => {
      let seconds = recall()[here]?.seconds ?? 0;
      let since = 0; // this visit, in seconds
      let active = Date.now();
      const wake = () => { active = Date.now(); };
      ["scroll", "keydown", "pointerdown", "pointermove"].forEach((name) => addEventListener(name, wake, { passive: true }));

      const save = () => {
        if (pausedUntilNextPage || since < LEAST_SECONDS || !article) return;
        const { top, bottom } = article.getBoundingClientRect();
        const percent = percentAt(top, bottom, innerHeight);
        const passed = headings.filter((heading) => heading.getBoundingClientRect().top <= innerHeight * READING_LINE);
        const done = recall()[here]?.done || isRead(percent, seconds, minutes);
        // The place stays while the way back to it is offered, and when one goes up to the title before one leaves.
        const at = passed.at(-1)?.parentElement?.id ?? "";
        note(here, { seconds, when: Date.now(), done, ...(back || (!at && recall()[here]?.at) ? {} : { at, percent }) });
        if (done !== (toggle.getAttribute("aria-pressed") === "true")) show();
      };
      setInterval(() => {
        if (document.visibilityState !== "visible" || Date.now() - active > IDLE_MS) return;
        seconds += TICK_MS / 1000;
        since += TICK_MS / 1000;
        save();
      }, TICK_MS);
      addEventListener("pagehide", save);
    };

    show();
    if (here) {
      offerReturn();
      watch();
    }
  };

  if (typeof document !== "undefined") start();
}
