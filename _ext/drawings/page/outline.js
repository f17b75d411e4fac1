// @ts-nocheck -- runs in the drawing page only; its tests are in tests/browser.
// Mermaid draws many shapes as a filled path and an outline path of hundreds of straight "curves"; this finds
// the few points that matter, so that a stadium costs 400 bytes and not 11,000.

const TOLERANCE_PX = 0.06;

const distance = (point, from, to) => {
  const [dx, dy] = [to[0] - from[0], to[1] - from[1]];
  const length = Math.hypot(dx, dy);
  if (length < 1e-6) return Math.hypot(point[0] - from[0], point[1] - from[1]);
  return Math.abs(dy * (point[0] - from[0]) - dx * (point[1] - from[1])) / length;
};

/** The segments of a path of straight pieces; null when it holds a real curve or anything but M, L, C and Z. */
function segments(d) {
  const found = [];
  let [start, at] = [null, null];
  for (const [, command, rest] of d.matchAll(/([a-zA-Z])([^a-zA-Z]*)/g)) {
    const numbers = (rest.match(/-?\d*\.?\d+(?:e[-+]?\d+)?/g) ?? []).map(Number);
    if (command === "M" && numbers.length === 2) {
      start = at = numbers;
    } else if (command === "L" && numbers.length === 2) {
      found.push([at, numbers]);
      at = numbers;
    } else if (command === "C" && numbers.length === 6) {
      const end = numbers.slice(4);
      if (distance(numbers.slice(0, 2), at, end) > TOLERANCE_PX) return null;
      if (distance(numbers.slice(2, 4), at, end) > TOLERANCE_PX) return null;
      found.push([at, end]);
      at = end;
    } else if (command === "Z" && numbers.length === 0) {
      found.push([at, start]);
      at = start;
    } else return null;
  }
  return found;
}

const same = (one, other) => Math.abs(one[0] - other[0]) < 0.02 && Math.abs(one[1] - other[1]) < 0.02;

function thin(points) {
  if (points.length < 3) return points;
  let [farthest, at] = [0, 0];
  for (let i = 1; i < points.length - 1; i++) {
    const off = distance(points[i], points[0], points.at(-1));
    if (off > farthest) [farthest, at] = [off, i];
  }
  if (farthest <= TOLERANCE_PX) return [points[0], points.at(-1)];
  return [...thin(points.slice(0, at + 1)).slice(0, -1), ...thin(points.slice(at))];
}

/** The polylines that a path of straight pieces consists of, each piece once; null when it isn't one. */
globalThis.polylines = (d) => {
  const pieces = segments(d);
  if (!pieces) return null;
  const lines = [];
  const seen = new Set();
  for (const [from, to] of pieces) {
    const name = [...from, ...to].map((n) => n.toFixed(2)).join(" ");
    if (seen.has(name) || same(from, to)) continue;
    seen.add(name);
    const last = lines.at(-1);
    if (last && same(last.at(-1), from)) last.push(to);
    else lines.push([from, to]);
  }
  return lines.map(thin);
};

/** Whether two polylines go round the same area, one of them perhaps left open. */
globalThis.sameOutline = (one, other) => {
  const open = (points) => (same(points[0], points.at(-1)) ? points.slice(0, -1) : points);
  const [a, b] = [open(one), open(other)];
  return a.length === b.length && a.every((point, i) => same(point, b[i]));
};

/** A path's text for the polylines; one that ends where it starts is closed. */
globalThis.pathOf = (lines, write) =>
  lines
    .map((points) => {
      const closed = points.length > 2 && same(points[0], points.at(-1));
      const kept = closed ? points.slice(0, -1) : points;
      return `M${kept.map((point) => point.map(write).join(",")).join("L")}${closed ? "Z" : ""}`;
    })
    .join("");
