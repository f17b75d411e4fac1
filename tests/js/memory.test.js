const assert = require("node:assert/strict");
const { test } = require("node:test");
require("../../_static/js/memory.js");
const { parse, isRead, goOn, recall, note, forget, canRemember } = globalThis.bookMemory;

const place = (when, done = false) => ({ at: "", percent: 40, seconds: 60, when, done });
const ORDER = ["sec-one", "sec-two", "sec-three"];

/** A storage of the device's kind, which forgets with the test. */
const storage = () => {
  const kept = new Map();
  return {
    getItem: (name) => kept.get(name) ?? null,
    setItem: (name, text) => kept.set(name, String(text)),
    removeItem: (name) => kept.delete(name),
    kept,
  };
};

test("what is no place is left out, and what is no memory is none", () => {
  for (const text of [null, "", "{", "[]", "null", "3", '"x"']) assert.deepEqual(parse(text), {});
  const good = place(1);
  const text = JSON.stringify({ good, a: null, b: 3, c: { ...good, percent: "40" }, d: { ...good, done: 1 }, e: { at: "" } });
  assert.deepEqual(parse(text), { good });
});

test("a page is read at its end and not before, and not by leafing through it", () => {
  assert.equal(isRead(100, 600, 30), true);
  assert.equal(isRead(99, 6000, 30), false);
  assert.equal(isRead(100, 599, 30), false);
});

test("one goes on where one was last, but not where one is", () => {
  const memory = { "sec-one": place(2), "sec-three": place(9) };
  assert.equal(goOn(memory, ORDER, ""), "sec-three");
  assert.equal(goOn(memory, ORDER, "sec-three"), "sec-one");
  assert.equal(goOn({}, ORDER, ""), null);
});

test("after a finished page one goes on with the next that isn't", () => {
  assert.equal(goOn({ "sec-one": place(9, true), "sec-two": place(1, true) }, ORDER, ""), "sec-three");
  assert.equal(goOn({ "sec-three": place(9, true) }, ORDER, ""), null);
});

test("a page that the book has no more is not gone on with", () => {
  assert.equal(goOn({ "sec-gone": place(9), "sec-one": place(1) }, ORDER, ""), "sec-one");
});

test("what is noted is recalled and leaves the rest, until it is forgotten", () => {
  globalThis.localStorage = storage();
  assert.equal(note("sec-one", { percent: 40, when: 1 }), true);
  assert.equal(note("sec-two", { done: true }), true);
  assert.equal(note("sec-one", { percent: 50 }), true);
  assert.deepEqual(recall(), {
    "sec-one": { at: "", percent: 50, seconds: 0, when: 1, done: false },
    "sec-two": { at: "", percent: 0, seconds: 0, when: 0, done: true },
  });
  forget();
  assert.deepEqual(recall(), {});
  assert.equal(globalThis.localStorage.kept.size, 0);
});

test("a device that denies its storage remembers nothing, and nothing breaks", () => {
  const denied = () => { throw new Error("denied"); };
  globalThis.localStorage = { getItem: denied, setItem: denied, removeItem: denied };
  assert.equal(canRemember(), false);
  assert.deepEqual(recall(), {});
  assert.equal(note("sec-one", { percent: 1 }), false);
  forget();
});
