const assert = require("node:assert/strict");
const { test } = require("node:test");
require("../../_static/js/figures.js");
const { fitScale, within, scrollFor } = globalThis.bookFigures;

test("the whole picture fits its box", () => {
  for (const picture of [{ width: 900, height: 300 }, { width: 200, height: 1800 }, { width: 300, height: 300 }]) {
    const scale = fitScale(picture, { width: 400, height: 600 });
    assert.ok(picture.width * scale <= 400.001 && picture.height * scale <= 600.001);
  }
});

test("one zooms no further out than the whole picture or its natural size", () => {
  assert.equal(within(0.01, 0.4), 0.4);
  assert.equal(within(0.5, 2), 1);
  assert.equal(within(100, 0.4), 6);
  assert.equal(within(1.7, 0.4), 1.7);
});

test("the point one zooms at stays where it is", () => {
  // 120 px from the edge of a box that is scrolled by 80 px lies the point 200 of the picture, twice as far at twice the size.
  assert.equal(scrollFor(80, 120, 2), 2 * 200 - 120);
  assert.equal(scrollFor(80, 120, 1), 80);
});
