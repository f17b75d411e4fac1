const assert = require("node:assert/strict");
const { test } = require("node:test");
require("../../_static/js/print-chapter.js");
const { markedId, printedHref } = globalThis.bookPrint;

const FOLDER = "https://host.example/book/part/chapter/";
const PAGES = ["index.html", "01-one.html", "02-two.html"].map((name) => FOLDER + name);

test("the same id in two sections stays two ids", () => {
  assert.notEqual(markedId(1, "summary"), markedId(2, "summary"));
});

test("a link within a section and one to another of the chapter stay on paper", () => {
  assert.equal(printedHref("#a", PAGES[1], PAGES), `#${markedId(1, "a")}`);
  assert.equal(printedHref("02-two.html#b", PAGES[1], PAGES), `#${markedId(2, "b")}`);
  assert.equal(printedHref("02-two.html", PAGES[1], PAGES), `#${markedId(2, "page")}`);
  assert.equal(printedHref("index.html#c", PAGES[2], PAGES), "#c");
});

test("a link out of the chapter leads where it led, one in the book without its host", () => {
  assert.equal(printedHref("../../glossary.html#term", PAGES[1], PAGES), "/book/glossary.html#term");
  assert.equal(printedHref("https://elsewhere.example/a#b", PAGES[1], PAGES), "https://elsewhere.example/a#b");
});
