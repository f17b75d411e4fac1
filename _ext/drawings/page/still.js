// @ts-nocheck -- runs in the drawing page only, before anything else.
// Nothing in a drawing may depend on when or where it was drawn: chance is seeded, the clock stands still.

let state = 1;
Math.random = () => {
  // A linear step through all 32-bit states, then a mix of the bits, so that neighbors have nothing in common.
  state = (state + 0x6d2b79f5) | 0;
  let mixed = Math.imul(state ^ (state >>> 15), 1 | state);
  mixed = (mixed + Math.imul(mixed ^ (mixed >>> 7), 61 | mixed)) ^ mixed;
  return ((mixed ^ (mixed >>> 14)) >>> 0) / 4294967296;
};
globalThis.reseed = () => {
  state = 1;
};

const Clock = Date;
const NOW_MS = Clock.UTC(2020, 0, 1);
globalThis.Date = class extends Clock {
  constructor(...parts) {
    super(...(parts.length ? parts : [NOW_MS]));
  }
  static now() {
    return NOW_MS;
  }
};
