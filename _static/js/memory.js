// @ts-check
// What this device remembers of one's reading, in its own storage: how far one is in each page, and what is finished.
// Pages go by the keys of the book's plan, so that numbers and addresses may change. Nothing is sent anywhere.
{
  const NAME = "reading";
  const LEAST_SHARE = 1 / 3; // of the time that a page takes to read; whoever is faster has leafed through it

  /** @typedef {import("../../tests/js/globals").Place} Place */
  /** @typedef {import("../../tests/js/globals").Memory} Memory */

  /** What is written in *text*; whatever isn't a place is left out.
   * @param {string | null} text @returns {Memory} */
  const parse = (text) => {
    let found;
    try {
      found = JSON.parse(text ?? "{}");
    } catch {
      return {};
    }
    if (typeof found !== "object" || found === null || Array.isArray(found)) return {};
    /** @param {any} place */
    const isPlace = (place) => typeof place === "object" && place !== null
      && ["percent", "seconds", "when"].every((name) => Number.isFinite(place[name]))
      && typeof place.at === "string" && typeof place.done === "boolean";
    return Object.fromEntries(Object.entries(found).filter(([, place]) => isPlace(place)));
  };

  /** Whether someone who has come *percent* of the way in *seconds* has read a page of so many *minutes*.
   * @param {number} percent @param {number} seconds @param {number} minutes */
  const isRead = (percent, seconds, minutes) => percent >= 100 && seconds >= minutes * 60 * LEAST_SHARE;

  /** Where to go on: the page of *order* one was on last, unless that is *here* or finished; after a finished one, the
   * next that isn't. Null when there is nothing to go on with.
   * @param {Memory} memory @param {string[]} order the keys of all pages, in reading order @param {string} here */
  const goOn = (memory, order, here) => {
    const visited = order.filter((key) => memory[key] && key !== here)
      .sort((a, b) => memory[b].when - memory[a].when);
    if (visited.length === 0) return null;
    const [last] = visited;
    if (!memory[last].done) return last;
    return order.slice(order.indexOf(last) + 1).find((key) => key !== here && !memory[key]?.done) ?? null;
  };

  /** @returns {Memory} */
  const recall = () => {
    try {
      return parse(localStorage.getItem(NAME));
    } catch {
      return {}; // storage may be forbidden
    }
  };

  /** Change what is remembered of the page *key*; false when nothing can be.
   * @param {string} key @param {Partial<Place>} change */
  const note = (key, change) => {
    const memory = recall();
    const before = memory[key] ?? { at: "", percent: 0, seconds: 0, when: 0, done: false };
    try {
      localStorage.setItem(NAME, JSON.stringify({ ...memory, [key]: { ...before, ...change } }));
    } catch {
      return false;
    }
    return true;
  };

  const forget = () => {
    try {
      localStorage.removeItem(NAME);
    } catch {
      // then there is nothing to forget
    }
  };

  /** Whether this device lets the site remember anything. */
  const canRemember = () => {
    try {
      localStorage.setItem(`${NAME}-try`, "");
      localStorage.removeItem(`${NAME}-try`);
      return true;
    } catch {
      return false;
    }
  };

  Object.assign(globalThis, { bookMemory: { parse, isRead, goOn, recall, note, forget, canRemember } });
}
