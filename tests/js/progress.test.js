const assert = require("node:assert/strict");
const { test } = require("node:test");
require("../../_static/js/progress.js");
const { percentAt, questionFor } = globalThis.bookProgress;

test("a page at its beginning is at nothing, and at its end it is read", () => {
  assert.equal(percentAt(250, 9000, 800), 0);
  assert.equal(percentAt(-8200, 800, 800), 100);
});

test("before the end no page is at its end, and further down is never less", () => {
  let before = 0;
  for (let top = 300; top + 9000 > 801; top -= 7) {
    const percent = percentAt(top, top + 9000, 800);
    assert.ok(percent >= before && percent <= 99, `${top}: ${percent}`);
    before = percent;
  }
});

test("a page that fits the window is read as soon as it is seen", () => {
  assert.equal(percentAt(50, 700, 800), 100);
});

test("the question says what would be forgotten", () => {
  const place = (done) => ({ at: "", percent: 1, seconds: 1, when: 1, done });
  assert.equal(questionFor({ a: place(true), b: place(true), c: place(false) }),
    "Forget that you have finished 2 pages and your place in 1 page?");
  assert.equal(questionFor({ a: place(false) }), "Forget your place in 1 page?");
  assert.equal(questionFor({}), "Nothing is remembered yet.");
});
