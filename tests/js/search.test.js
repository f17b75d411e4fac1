const assert = require("node:assert/strict");
const { test } = require("node:test");
require("../../_static/js/search.js");
const { termsOf, merge, stem, sentenceOf, indexOf, hasWordLike, filtered } = globalThis.bookSearch;

const words = (pieces) => pieces.map(({ text, found }) => (found ? `[${text}]` : text)).join(" ");

test("the commonest words aren't looked for, unless there are no others", () => {
  assert.deepEqual(termsOf("How long should a Timeout be?"), ["long", "timeout"]);
  assert.deepEqual(termsOf("to be or not to be"), ["to", "be", "or", "not"]);
  assert.deepEqual(termsOf("  ?! "), []);
});

const result = (id, score) => ({ id, score, data: async () => ({ meta: {}, content: "" }) });

test("a record with all the words comes before one that has a word often", () => {
  const hits = merge([[result("often", 90), result("both", 10)], [result("both", 10), result("other", 9)]], 100);
  assert.equal(hits[0].id, "both");
});

test("a rare word counts more than a common one", () => {
  const common = ["a", "b", "c", "d", "e", "f"].map((id) => result(id, 5));
  assert.equal(merge([common, [result("rare", 5)]], 100)[0].id, "rare");
});

test("a word that is nowhere doesn't count against the others", () => {
  const [hit] = merge([[result("a", 5)], []], 100);
  assert.equal(hit.score, merge([[result("a", 5)]], 100)[0].score);
});

test("words of one family have one stem", () => {
  for (const family of [["suspect", "suspects", "suspected"], ["quorum", "quorums", "Quorum’s"], ["writing", "writes", "write"]]) {
    assert.equal(new Set(family.map(stem)).size, 1, family.join(", "));
  }
  assert.equal(stem("is"), "is");
});

test("the sentence with most of the words is shown, and they are marked", () => {
  const content = "The title. A clock drifts. A quartz clock gains or loses. Nothing else.";
  assert.equal(words(sentenceOf(content, ["quartz", "clock"], "The title.")), "A [quartz] [clock] gains or loses.");
});

test("words of the title don't count, and a text without any of the words begins at its beginning", () => {
  assert.equal(words(sentenceOf("Commit wait Delay it. Then go.", ["commit"], "Commit wait")), "Delay it.");
});

test("a long sentence is cut around the first word found", () => {
  const long = `${"before ".repeat(60)}needle ${"after ".repeat(60)}end.`;
  const cut = sentenceOf(`Title ${long}`, ["needle"], "Title");
  assert.equal(cut[0].text, "…");
  assert.equal(cut.at(-1).text, "…");
  assert.ok(cut.some(({ text, found }) => found && text === "needle"));
  assert.ok(cut.length <= 44);
});

const rows = [
  { at: "a.html", kind: "text", part: "One", page: "1.1", title: "Leases", text: "A lease runs out by itself." },
  { at: "b.html", kind: "insight", part: "Two", page: "5.1", title: "Clocks", text: "Nothing of leases but one lease." },
];

const all = { kinds: [], part: "" };

test("on disk, a record with the word in its title comes first", async () => {
  const found = await indexOf(rows).search("lease", all);
  assert.deepEqual(found.map(({ id }) => id), ["0", "1"]);
  assert.equal((await found[0].data()).url, "a.html");
});

test("on disk, a filter leaves out the other kinds and parts", async () => {
  const found = async (filter) => (await indexOf(rows).search("leases", { ...all, ...filter })).map(({ id }) => id);
  assert.deepEqual(await found({ kinds: ["insight"] }), ["1"]);
  assert.deepEqual(await found({ part: "One" }), ["0"]);
  assert.deepEqual(await found({ kinds: ["table"] }), []);
});

test("a filter is a search for the word that stands for it, made once", async () => {
  const asked = [];
  const answers = { lease: ["a", "b", "c"], zzinsight: ["b", "c"], zzpartone: ["c"] };
  const data = async () => ({ url: "", meta: {}, content: "lease", locations: [0] });
  const pagefind = {
    search: async (term) => {
      asked.push(term);
      return { results: answers[term].map((id) => ({ id, score: 1, data })) };
    },
  };
  const index = filtered(pagefind, 3);
  const found = async (filter) => (await index.search("lease", { ...all, ...filter })).map(({ id }) => id);
  assert.deepEqual(await found({}), ["a", "b", "c"]);
  assert.deepEqual(await found({ kinds: ["insight"] }), ["b", "c"]);
  assert.deepEqual(await found({ kinds: ["insight"], part: "Part One" }), ["c"]);
  assert.equal(asked.filter((term) => term === "zzinsight").length, 1);
});

test("a word that is nowhere has no hits, whatever begins with its letter", () => {
  assert.equal(hasWordLike({ content: "X replaces Y.", locations: [0] }, "xylophone"), false);
  assert.equal(hasWordLike({ content: "Two leader-based groups", locations: [1] }, "leaders"), true);
  assert.equal(hasWordLike({ content: "EPaxos moves it", locations: [0] }, "epax"), true);
});
