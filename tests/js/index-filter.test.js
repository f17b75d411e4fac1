const assert = require("node:assert/strict");
const { test } = require("node:test");
require("../../_static/js/index-filter.js");
const { matches, countOf, distinct } = globalThis.bookIndex;

const row = { rank: "essential", concepts: ["timeout", "failure-detector"], text: "Insight 1.4 A timeout declares a failure" };
const anything = { rank: "", concept: "", words: "" };

test("no wish is met by every row", () => {
  assert.ok(matches(row, anything));
  assert.ok(matches({ rank: "", concepts: [], text: "" }, anything));
});

test("rank and concept must be the row's own", () => {
  assert.ok(matches(row, { ...anything, rank: "essential", concept: "timeout" }));
  assert.ok(!matches(row, { ...anything, rank: "major" }));
  assert.ok(!matches(row, { ...anything, concept: "time" }));
});

test("words may come in any order and case, and all must be there", () => {
  assert.ok(matches(row, { ...anything, words: " FAILURE  timeout " }));
  assert.ok(!matches(row, { ...anything, words: "timeout lease" }));
});

test("each wish added leaves at most the rows there were", () => {
  const rows = ["essential", "major"].flatMap((rank) => ["timeout", "lease"].map((c) => ({ rank, concepts: [c], text: `${rank} ${c}` })));
  const wishes = [anything, { ...anything, rank: "major" }, { ...anything, rank: "major", concept: "lease" }];
  const counts = wishes.map((wish) => rows.filter((r) => matches(r, wish)).length);
  assert.deepEqual(counts, [4, 2, 1]);
});

test("the count is a sentence in the right number", () => {
  assert.equal(countOf(3, 3), "All 3 entries are shown.");
  assert.equal(countOf(1, 3), "1 of 3 entries fits.");
  assert.equal(countOf(2, 3), "2 of 3 entries fit.");
  assert.equal(countOf(0, 3), "None of the 3 entries fits.");
});

test("the choices are named once, in order", () => {
  assert.deepEqual(distinct([["lease", "timeout"], ["lease"], []]), ["lease", "timeout"]);
});
