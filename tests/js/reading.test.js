const assert = require("node:assert/strict");
const { test } = require("node:test");
require("../../_static/js/reading.js");
const { moreOf } = globalThis.bookReading;

const box = (scrollLeft) => ({ scrollLeft, scrollWidth: 700, clientWidth: 300 });

test("a box has more on the sides to which it can be scrolled", () => {
  assert.deepEqual(moreOf(box(0)), { left: false, right: true });
  assert.deepEqual(moreOf(box(200)), { left: true, right: true });
  assert.deepEqual(moreOf(box(400)), { left: true, right: false });
});

test("a box that is wide enough has more on neither side, whatever the rounding", () => {
  assert.deepEqual(moreOf({ scrollLeft: 0, scrollWidth: 301, clientWidth: 300 }), { left: false, right: false });
});
