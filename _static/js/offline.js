// @ts-check
// The page "Read offline": a row for each part of the book, with its size and a button that keeps it on this device or
// removes it. The worker is registered when the first part is asked for, and unregistered with the last.
{
  /** @typedef {{ name: string, title: string, pages: number, bytes: number }} Part */
  /** @typedef {{ build: string, parts: Part[], kept: string[] }} State */
  /** @typedef {{ done?: number, all?: number, fault?: string } & Partial<State>} Told */

  const BASE = "base";

  /** A size as people write it: "412 KB", "3.4 MB".
   * @param {number} bytes */
  const sizeOf = (bytes) => (bytes < 999_500 ? `${Math.ceil(bytes / 1000)} KB` : `${(bytes / 1e6).toFixed(1)} MB`);

  /** What the parts on this device come to, in words.
   * @param {Part[]} parts @param {string[]} kept */
  const sumOf = (parts, kept) => {
    const own = parts.filter(({ name }) => kept.includes(name));
    const named = own.filter(({ name }) => name !== BASE).length;
    if (named === 0) return "Nothing of the book is kept on this device.";
    const size = sizeOf(own.reduce((sum, { bytes }) => sum + bytes, 0));
    return `${named === 1 ? "One part is" : `${named} parts are`} kept on this device; with what all parts share, ${size}.`;
  };

  Object.assign(globalThis, { bookOffline: { sizeOf, sumOf } });

  /** @param {string} name @param {Record<string, string>} attributes @param {(Node | string)[]} content */
  const make = (name, attributes, ...content) => {
    const element = document.createElement(name);
    Object.entries(attributes).forEach(([key, value]) => element.setAttribute(key, value));
    element.append(...content);
    return element;
  };

  /** @param {HTMLElement} place */
  const start = async (place) => {
    const root = new URL(document.documentElement.dataset.content_root ?? "./", location.href);
    const status = make("p", { role: "status", class: "book-offline-status" });
    place.append(status);
    /** @param {string} words */
    const say = (words) => {
      status.textContent = words;
    };
    if (location.protocol === "file:") return say("This copy lies on your disk: all of it can be read offline as it is.");
    document.head.append(make("link", { rel: "manifest", href: new URL("manifest.webmanifest", root).href }));
    const workers = navigator.serviceWorker;
    if (!workers) return say("This browser can't keep pages: it needs a secure address (https) and service workers, which some private windows switch off.");

    /** @param {ServiceWorker} worker @param {object} words @param {(told: Told) => void} hear */
    const ask = (worker, words, hear = () => {}) => new Promise((/** @type {(state: State) => void} */ resolve, reject) => {
      const { port1, port2 } = new MessageChannel();
      port1.onmessage = ({ data }) => {
        if (data.fault) reject(new Error(data.fault));
        else if (data.kept) resolve(data);
        else hear(data);
      };
      worker.postMessage(words, [port2]);
    });

    const registered = async () => (await workers.getRegistration(root))?.active ?? null;

    const register = async () => {
      const registration = await workers.register(new URL("sw.js", root), { scope: root.pathname });
      const coming = registration.active ?? registration.installing ?? registration.waiting;
      if (coming && coming.state !== "activated") {
        await new Promise((resolve, reject) => coming.addEventListener("statechange", () => {
          if (coming.state === "activated") resolve(null);
          if (coming.state === "redundant") reject(new Error("The browser has refused the worker."));
        }));
      }
      return /** @type {ServiceWorker} */ (registration.active);
    };

    /** @returns {Promise<State>} */
    const look = async () => {
      const worker = await registered();
      if (worker) return ask(worker, { ask: "state" });
      const answer = await fetch(new URL("offline/parts.json", root));
      if (!answer.ok) throw new Error("This copy of the site has no lists of its files; make html writes them.");
      return { ...await answer.json(), kept: [] };
    };

    /** @type {Map<string, { state: HTMLElement, button: HTMLButtonElement }>} */
    const rows = new Map();

    /** @param {State} shown */
    const show = ({ parts, kept }) => {
      for (const { name, title } of parts) {
        const row = rows.get(name);
        if (!row) continue;
        const is = kept.includes(name);
        row.state.textContent = is ? "Kept" : name === BASE ? "Comes with any part" : "Not kept";
        row.button.textContent = is ? "Remove" : "Keep";
        row.button.setAttribute("aria-label", `${is ? "Remove" : "Keep"} ${title}`);
        row.button.dataset.ask = is ? "forget" : "keep";
      }
      say(sumOf(parts, kept));
    };

    /** @param {Part} part */
    const act = async ({ name, title }) => {
      const row = /** @type {{ state: HTMLElement, button: HTMLButtonElement }} */ (rows.get(name));
      const wish = row.button.dataset.ask ?? "keep";
      rows.forEach(({ button }) => { button.disabled = true; });
      say(wish === "keep" ? `${title} is being fetched.` : `${title} is being removed.`);
      try {
        const worker = wish === "keep" ? await register() : await registered();
        if (worker) {
          const state = await ask(worker, { ask: wish, part: name }, ({ done, all }) => {
            row.state.textContent = `${done} of ${all} files`;
          });
          if (wish === "keep") void navigator.storage?.persist?.();
          if (state.kept.length === 0) await (await workers.getRegistration(root))?.unregister();
        }
        show(await look());
      } catch (fault) {
        show(await look().catch(() => ({ build: "", parts: [], kept: [] })));
        say(`That didn't work. ${/** @type {Error} */ (fault).message}`);
      }
      rows.forEach(({ button }) => { button.disabled = false; });
      row.button.focus();
    };

    try {
      const state = await look();
      const body = make("tbody", {});
      for (const part of state.parts) {
        const cell = make("td", {});
        const button = /** @type {HTMLButtonElement} */ (make("button", { type: "button", class: "book-button book-offline-button" }));
        button.addEventListener("click", () => void act(part));
        rows.set(part.name, { state: cell, button });
        body.append(make("tr", {}, make("th", { scope: "row" }, part.title), make("td", {}, String(part.pages)),
          make("td", {}, sizeOf(part.bytes)), cell, make("td", {}, ...part.name === BASE ? [] : [button])));
      }
      const heads = ["Part", "Pages", "Size", "On this device"].map((name) => make("th", { scope: "col" }, name));
      const table = make("table", { class: "table book-offline" }, make("thead", {}, make("tr", {}, ...heads, make("td", {}))), body);
      place.append(make("div", { class: "book-table-scroll" }, table));
      show(state);
    } catch (fault) {
      say(/** @type {Error} */ (fault).message);
    }
    const asked = new URLSearchParams(location.search).get("asked");
    if (asked) place.prepend(make("p", { class: "book-offline-asked" }, `The page ${asked} isn't kept on this device, and the network doesn't answer.`));
  };

  if (typeof document !== "undefined") {
    const place = document.getElementById("book-offline");
    if (place) void start(place);
  }
}
