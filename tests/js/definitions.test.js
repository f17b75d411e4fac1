const assert = require("node:assert/strict");
const { test } = require("node:test");
require("../../_static/js/definitions.js");
const { place } = globalThis.bookDefinitions;

const link = (left, top) => ({ left, top, right: left + 60, bottom: top + 20 });
const popup = { width: 300, height: 100 };

test("the popup goes below its link", () => {
  const { left, top } = place(link(100, 100), popup, { width: 1000, height: 800 });
  assert.equal(left, 100);
  assert.ok(top >= 120);
});

test("it goes above when there is no room below", () => {
  const { top } = place(link(100, 700), popup, { width: 1000, height: 800 });
  assert.ok(top + popup.height <= 700);
});

test("it never covers its link and stays in sight, wherever that is", () => {
  const view = { width: 320, height: 640 };
  for (let x = 0; x <= 260; x += 10) {
    for (let y = 0; y <= 620; y += 10) {
      const { left, top } = place(link(x, y), popup, view);
      assert.ok(left >= 0 && left + popup.width <= view.width, `${x}, ${y}`);
      assert.ok(top >= y + 20 || top + popup.height <= y, `${x}, ${y}`);
      assert.ok(top >= 0 && top + popup.height <= view.height, `${x}, ${y}`);
    }
  }
});
