const assert = require("node:assert/strict");
const { test } = require("node:test");
require("../../_static/js/links.js");
const { permanent } = globalThis.bookLinks;

const HERE = "http://localhost:8000/part/one.html?q=x#old";
const CANONICAL = "https://example.org/book/part/one.html";

test("the permanent address is where the book is published", () => {
  assert.equal(permanent("#claim", CANONICAL, HERE), "https://example.org/book/part/one.html#claim");
  assert.equal(permanent("../two.html#claim", CANONICAL, HERE), "https://example.org/book/two.html#claim");
});

test("without a published address it is where the page is", () => {
  assert.equal(permanent("#claim", "", HERE), "http://localhost:8000/part/one.html?q=x#claim");
  assert.equal(permanent("#claim", "", "file:///book/one.html#old"), "file:///book/one.html#claim");
});
