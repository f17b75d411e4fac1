const assert = require("node:assert/strict");
const { test } = require("node:test");
require("../../_static/js/offline.js");
require("../../_ext/book/desk/sw.js");
const { sizeOf, sumOf } = globalThis.bookOffline;
const { cacheName, readCacheName, addressesOf, digestOf } = globalThis.bookWorker;

const SCOPE = "https://host.example/book/";

test("a size is told in kilobytes until it fills a megabyte", () => {
  assert.equal(sizeOf(411_001), "412 KB");
  assert.equal(sizeOf(999_499), "1000 KB");
  assert.equal(sizeOf(1_000_000), "1.0 MB");
  assert.equal(sizeOf(3_449_000), "3.4 MB");
});

test("what all parts share counts in the size and not as a part", () => {
  const parts = [{ name: "base", bytes: 1e6 }, { name: "one", bytes: 2e6 }, { name: "two", bytes: 4e6 }];
  assert.equal(sumOf(parts, []), "Nothing of the book is kept on this device.");
  assert.equal(sumOf(parts, ["base", "one"]), "One part is kept on this device; with what all parts share, 3.0 MB.");
  assert.match(sumOf(parts, ["base", "one", "two"]), /^2 parts are .* 7\.0 MB\.$/);
});

test("a cache tells its build and part, and that it is of another site", () => {
  const name = cacheName(SCOPE, "0a1b", "part-01");
  assert.deepEqual(readCacheName(name, SCOPE), { build: "0a1b", part: "part-01" });
  assert.equal(readCacheName(name, "https://host.example/"), null);
  assert.equal(readCacheName("workbox-precache", SCOPE), null);
});

test("an address means a file, whatever the host leaves out of it", () => {
  assert.deepEqual(addressesOf(`${SCOPE}a/b.html?v=1#id`, SCOPE), [`${SCOPE}a/b.html`]);
  assert.deepEqual(addressesOf(SCOPE, SCOPE), [`${SCOPE}index.html`]);
  assert.deepEqual(addressesOf(`${SCOPE}a/`, SCOPE), [`${SCOPE}a/index.html`]);
  assert.deepEqual(addressesOf(`${SCOPE}a/b`, SCOPE), [`${SCOPE}a/b`, `${SCOPE}a/b.html`]);
  assert.deepEqual(addressesOf("https://host.example/other/a.html", SCOPE), []);
});

test("bytes have the digest that the lists have", async () => {
  assert.equal(await digestOf(new TextEncoder().encode("abc").buffer),
    "ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad");
});
