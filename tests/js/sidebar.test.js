const assert = require("node:assert/strict");
const { test } = require("node:test");
require("../../_static/js/sidebar.js");
const { headingBeingRead } = globalThis.bookSidebar;

test("before the first heading one reads the first", () => {
  assert.equal(headingBeingRead([300, 900], 200), 0);
});

test("one reads the last heading that has passed the line", () => {
  assert.equal(headingBeingRead([-800, -20, 199, 900], 200), 2);
});

test("a page without headings marks none", () => {
  assert.equal(headingBeingRead([], 200), -1);
});
