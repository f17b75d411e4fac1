const assert = require("node:assert/strict");
const { test } = require("node:test");
require("../../_static/js/theme.js");
const { nextMode, themeOf } = globalThis.bookTheme;

test("three presses come back to where one was", () => {
  for (const mode of ["auto", "light", "dark"]) assert.equal(nextMode(nextMode(nextMode(mode))), mode);
});

test("a mode that nobody knows becomes automatic", () => {
  assert.equal(nextMode("sepia"), "auto");
});

test("automatic follows the system, the others do not", () => {
  assert.equal(themeOf("auto", true), "dark");
  assert.equal(themeOf("auto", false), "light");
  assert.equal(themeOf("light", true), "light");
  assert.equal(themeOf("dark", false), "dark");
});
