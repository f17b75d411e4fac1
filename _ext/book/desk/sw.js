// @ts-check
// The worker that answers for the parts of the book that a reader keeps; nothing registers it but the page "Read
// offline". A line above these, written when the site is finished, says which build this is.
// A build is kept or forgotten whole. A page that is kept comes from this device, and so does all that it loads; every
// other page comes from the network with all that it loads. A newer build waits until it has fetched what changed of
// each part kept, and takes over when no page of the older one is open: pages and files of two builds never meet.
{
  /** @typedef {{ name: string, title: string, pages: number, bytes: number }} Part */
  /** @typedef {{ build: string, files: Record<string, string> }} List */

  const BASE = "base";
  const AT_ONCE = 6; // files that are fetched side by side
  const worker = /** @type {ServiceWorkerGlobalScope} */ (/** @type {unknown} */ (globalThis));
  const { build, parts } = /** @type {{ build: string, parts: Part[] }} */ (
    /** @type {any} */ (globalThis).bookBuild ?? { build: "", parts: [] });

  /** The name of the cache of a part; a host may have several sites.
   * @param {string} scope @param {string} of the build @param {string} part */
  const cacheName = (scope, of, part) => `book ${scope} ${of} ${part}`;

  /** The build and part of a cache of the site at *scope*; null for another's.
   * @param {string} name @param {string} scope */
  const readCacheName = (name, scope) => {
    const [book, where, of, part, ...more] = name.split(" ");
    return book === "book" && where === scope && of && part && more.length === 0 ? { build: of, part } : null;
  };

  /** The addresses under which the page or file at *url* may be kept; none for one outside *scope*.
   * @param {string} url @param {string} scope */
  const addressesOf = (url, scope) => {
    const { origin, pathname } = new URL(url);
    const address = origin + pathname;
    if (!address.startsWith(scope)) return [];
    if (address.endsWith("/")) return [`${address}index.html`];
    return /\.[^/]*$/.test(pathname) ? [address] : [address, `${address}.html`]; // some hosts leave out the ending
  };

  /** @param {ArrayBuffer} bytes */
  const digestOf = async (bytes) => [...new Uint8Array(await crypto.subtle.digest("SHA-256", bytes))]
    .map((byte) => byte.toString(16).padStart(2, "0")).join("");

  Object.assign(globalThis, { bookWorker: { cacheName, readCacheName, addressesOf, digestOf } });

  const start = () => {
    const { scope } = worker.registration;
    /** @param {string} part */
    const listAddress = (part) => `${scope}offline/${part}.json`;

    /** The caches of this site, those of *ours* or of other builds, that are complete: their list is written last.
     * @param {boolean} ours */
    const kept = async (ours) => {
      /** @type {{ name: string, part: string, cache: Cache, list: List }[]} */
      const found = [];
      for (const name of await caches.keys()) {
        const read = readCacheName(name, scope);
        if (!read || (read.build === build) !== ours) continue;
        const cache = await caches.open(name);
        const list = await cache.match(listAddress(read.part));
        if (list) found.push({ name, part: read.part, cache, list: await list.json() });
      }
      return found;
    };

    /** @param {string} url */
    const find = async (url) => {
      const addresses = addressesOf(url, scope);
      for (const name of addresses.length ? await caches.keys() : []) {
        const read = readCacheName(name, scope);
        if (!read || read.build !== build) continue;
        const cache = await caches.open(name);
        if (!await cache.match(listAddress(read.part))) continue;
        for (const address of addresses) {
          const answer = await cache.match(address);
          if (answer) return answer;
        }
      }
      return null;
    };

    /** What the host has at *path*, once it is what this build has there.
     * @param {string} path @param {string} digest */
    const fetched = async (path, digest) => {
      for (const cache of /** @type {RequestCache[]} */ (["no-cache", "reload"])) {
        const answer = await fetch(scope + path, { cache });
        if (!answer.ok) throw new Error(`The host answers ${answer.status} for ${path}.`);
        const bytes = await answer.arrayBuffer();
        if (await digestOf(bytes) !== digest) continue;
        // A new answer, since one that came by a redirection can't stand for a page.
        return new Response(bytes, { headers: { "Content-Type": answer.headers.get("Content-Type") ?? "" } });
      }
      throw new Error(`${path} isn't what this edition has there; perhaps the site is just being renewed.`);
    };

    /** Fetch a part, or what has changed of it since an *older* build.
     * @param {string} part @param {(done: number, all: number) => void} tell */
    const fill = async (part, tell) => {
      const list = /** @type {List} */ (await (await fetch(listAddress(part), { cache: "no-cache" })).json());
      if (list.build !== build) {
        void worker.registration.update();
        throw new Error("A newer edition has been published. Load this page again in a moment.");
      }
      const older = (await kept(false)).find((one) => one.part === part);
      const name = cacheName(scope, build, part);
      const cache = await caches.open(name);
      const files = Object.entries(list.files);
      let done = 0;
      const work = async () => {
        for (let file = files.pop(); file; file = files.pop()) {
          const [path, digest] = file;
          const same = older?.list.files[path] === digest ? await older.cache.match(scope + path) : undefined;
          await cache.put(scope + path, same ?? await fetched(path, digest));
          tell(done += 1, Object.keys(list.files).length);
        }
      };
      try {
        await Promise.all(Array.from({ length: AT_ONCE }, work));
        await cache.put(listAddress(part), new Response(JSON.stringify(list)));
      } catch (fault) {
        await caches.delete(name);
        throw fault;
      }
    };

    /** @param {string} part @param {(done: number, all: number) => void} tell */
    const keep = async (part, tell) => {
      const there = new Set((await kept(true)).map((one) => one.part));
      for (const wanted of new Set([BASE, part])) if (!there.has(wanted)) await fill(wanted, tell);
    };

    /** @param {string} part */
    const forget = async (part) => {
      await caches.delete(cacheName(scope, build, part));
      const left = await kept(true);
      if (left.every((one) => one.part === BASE)) await Promise.all(left.map((one) => caches.delete(one.name)));
    };

    const renew = async () => {
      const wanted = new Set((await kept(false)).map((one) => one.part));
      for (const { name } of parts) if (wanted.has(name)) await fill(name, () => {});
    };

    const clean = async () => {
      const names = (await caches.keys()).filter((name) => (readCacheName(name, scope)?.build ?? build) !== build);
      await Promise.all(names.map((name) => caches.delete(name)));
    };

    /** Whether a newer build has all that is kept: Chromium goes on calling a worker "installing" that waits already. */
    const isReady = async () => {
      const there = new Set((await kept(false)).map((one) => one.part));
      return there.size > 0 && (await kept(true)).every((one) => there.has(one.part) || !parts.some(({ name }) => name === one.part));
    };

    /** @param {FetchEvent} event */
    const answer = async ({ request, clientId }) => {
      if (request.mode !== "navigate") {
        const page = clientId && await worker.clients.get(clientId);
        return (page && await find(page.url) && await find(request.url)) || fetch(request);
      }
      const newer = worker.registration.waiting ?? worker.registration.installing;
      if (newer && await isReady() && (await worker.clients.matchAll()).length <= 1) {
        // The page that is being left is the last of the older build: the newer one answers a moment later.
        newer.postMessage({ ask: "take-over" });
        return new Response("", { headers: { Refresh: "0" } });
      }
      const page = await find(request.url);
      if (page) return page;
      try {
        return await fetch(request);
      } catch {
        const asked = encodeURIComponent(request.url.slice(scope.length));
        return await find(`${scope}offline.html`) ? Response.redirect(`${scope}offline.html?asked=${asked}`) : Response.error();
      }
    };

    worker.addEventListener("install", (event) => event.waitUntil(renew()));
    worker.addEventListener("activate", (event) => event.waitUntil(clean()));
    worker.addEventListener("fetch", (event) => {
      const { method, url } = event.request;
      if (method === "GET" && addressesOf(url, scope).length) event.respondWith(answer(event));
    });
    worker.addEventListener("message", (event) => {
      const { ask, part } = /** @type {{ ask: string, part: string }} */ (event.data);
      const tell = (/** @type {object} */ words) => event.ports[0]?.postMessage(words);
      const act = async () => {
        if (ask === "take-over") return worker.skipWaiting();
        if (ask === "keep") await keep(part, (done, all) => tell({ done, all }));
        if (ask === "forget") await forget(part);
        return tell({ build, parts, kept: (await kept(true)).map((one) => one.part) });
      };
      event.waitUntil(act().catch((fault) => tell({ fault: String(fault.message ?? fault) })));
    });
  };

  if ("registration" in globalThis) start();
}
