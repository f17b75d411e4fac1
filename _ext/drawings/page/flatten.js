// @ts-nocheck -- runs in the drawing page only; its tests are in tests/browser.
// Turns a live SVG into one that needs no style sheet: computed styles become attributes, each line of text one run.

const SVG = "http://www.w3.org/2000/svg";
// Definitions are skipped: markers are fetched when a line uses one, and a paint that needs a gradient is refused.
const SKIPPED = new Set(
  "style script title desc defs marker symbol filter metadata linearGradient radialGradient clipPath mask".split(" "),
);
const SHAPES = {
  rect: ["x", "y", "width", "height", "rx", "ry"],
  circle: ["cx", "cy", "r"],
  ellipse: ["cx", "cy", "rx", "ry"],
  line: ["x1", "y1", "x2", "y2"],
  polygon: ["points"],
  polyline: ["points"],
  path: ["d"],
};
// Room for half a badge at the edge.
const MARGIN_PX = 12;
const BADGE_RADIUS_PX = 8.5;
// Up and to the left, away from the words.
const BADGE_SHIFT_PX = 2;

/** What the source asks for can't be kept; any other error is a fault of this code. */
class Refusal extends Error {}
globalThis.Refusal = Refusal;

const round = (value) => String(Math.round(value * 100) / 100 + 0);
const roundAll = (text) =>
  text.replace(/-?\d*\.?\d+(?:e[-+]?\d+)?/gi, (number) => round(Number(number))).replace(/\s+/g, " ").trim();
const escapeText = (text) => text.replace(/&/g, "&amp;").replace(/</g, "&lt;").replace(/>/g, "&gt;");
const attributes = (pairs) =>
  Object.entries(pairs)
    .filter(([, value]) => value !== null && value !== undefined && value !== "")
    .map(([name, value]) => ` ${name}="${escapeText(String(value)).replace(/"/g, "&quot;")}"`)
    .join("");

/** A computed color as hex and opacity; null when nothing would be painted. */
function paint(value) {
  if (!value || value === "none" || value === "transparent") return null;
  const parts = value.match(/^rgba?\(([^)]+)\)$/);
  if (!parts) throw new Refusal(`the paint ${value} can't be kept; use the theme's roles`);
  const [red, green, blue, alpha = "1"] = parts[1].split(/[\s,/]+/);
  if (Number(alpha) === 0) return null;
  const hex = [red, green, blue].map((c) => Math.round(Number(c)).toString(16).padStart(2, "0")).join("");
  return { hex: `#${hex}`, alpha: Number(alpha) };
}

function paintAttributes(style) {
  const fill = paint(style.fill);
  const width = parseFloat(style.strokeWidth);
  const stroke = width > 0 ? paint(style.stroke) : null;
  if (!fill && !stroke) return null;
  const one = (value) => (Math.abs(value - 1) < 0.005 ? null : round(value));
  const found = { fill: fill ? fill.hex : "none" };
  if (fill) found["fill-opacity"] = one(fill.alpha * Number(style.fillOpacity));
  if (stroke) {
    found.stroke = stroke.hex;
    found["stroke-width"] = one(width);
    found["stroke-opacity"] = one(stroke.alpha * Number(style.strokeOpacity));
    if (style.strokeDasharray !== "none") {
      const dashes = roundAll(style.strokeDasharray.replace(/px|,/g, " "));
      if (dashes.split(" ").some((dash) => Number(dash) > 0) && !/^[1-9]\d* 0$/.test(dashes)) {
        found["stroke-dasharray"] = dashes;
      }
    }
    if (style.strokeLinecap !== "butt") found["stroke-linecap"] = style.strokeLinecap;
    if (style.strokeLinejoin !== "miter") found["stroke-linejoin"] = style.strokeLinejoin;
  }
  found.opacity = one(Number(style.opacity));
  if (found.opacity === "0") return null;
  return found;
}

class Flattener {
  constructor(root, prefix, look) {
    this.root = root;
    this.prefix = prefix;
    this.look = look;
    this.markers = new Map();
    this.canvas = document.createElement("canvas").getContext("2d");
  }

  run() {
    this.shortenLifelines();
    const body = [...this.root.children].map((child) => this.emit(child)).join("");
    const box = this.root.getBBox();
    const [left, top] = [Math.floor(box.x) - MARGIN_PX, Math.floor(box.y) - MARGIN_PX];
    const [width, height] = [
      Math.ceil(box.x + box.width) + MARGIN_PX - left,
      Math.ceil(box.y + box.height) + MARGIN_PX - top,
    ];
    const defs = [...this.markers.values()].map((marker) => marker.text).join("");
    return (
      `<svg xmlns="${SVG}"` +
      attributes({
        width,
        height,
        viewBox: `${left} ${top} ${width} ${height}`,
        role: "img",
        "font-family": this.look.fontFamily,
        "font-size": this.look.sizePx,
      }) +
      `>\n${defs ? `<defs>${defs}</defs>\n` : ""}${body}</svg>\n`
    );
  }

  /** Lifelines that Mermaid lets run out of the picture end with it. */
  shortenLifelines() {
    const view = this.root.viewBox.baseVal;
    for (const line of this.root.querySelectorAll(".actor-line")) {
      if (line.y2.baseVal.value > view.y + view.height) line.setAttribute("y2", view.y + view.height);
    }
  }

  emit(element, merged = null) {
    if (element.namespaceURI !== SVG) throw new Refusal(`this kind of diagram draws <${element.localName}>, which e-readers can't`);
    const tag = element.localName;
    if (SKIPPED.has(tag)) return "";
    const style = getComputedStyle(element);
    if (style.display === "none") return "";
    if (tag === "g" || tag === "a" || tag === "svg") return this.emitGroup(element, style);
    if (style.visibility === "hidden") return "";
    if (tag === "text") return this.emitText(element);
    if (merged?.area === element) return merged.text;
    if (SHAPES[tag]) return this.emitShape(element, tag, style);
    throw new Refusal(`this kind of diagram draws <${tag}>, which can't be flattened; use a flowchart, state or sequence diagram`);
  }

  emitGroup(element, style) {
    const merged = this.mergeOutline(element);
    const children = [...element.children].filter((child) => !merged || child !== merged.outline);
    const content = children.map((child) => this.emit(child, merged)).join("") + this.badge(element);
    if (!content) return "";
    const opacity = Number(style.opacity);
    const found = attributes({ transform: this.transform(element), opacity: opacity === 1 ? null : round(opacity) });
    return found ? `<g${found}>${content}</g>\n` : content;
  }

  /** A filled path and its outline as one path, where a group starts with such a pair. */
  mergeOutline(element) {
    const [area, outline] = element.children;
    if (area?.localName !== "path" || outline?.localName !== "path") return null;
    const [inner, outer] = [paintAttributes(getComputedStyle(area)), paintAttributes(getComputedStyle(outline))];
    if (!inner || !outer || inner.stroke || outer.fill !== "none") return null;
    const [filled, stroked] = [polylines(area.getAttribute("d")), polylines(outline.getAttribute("d"))];
    if (filled?.length !== 1 || stroked?.length !== 1 || !sameOutline(filled[0], stroked[0])) return null;
    const d = pathOf([[...filled[0], filled[0][0]]], round);
    return { area, outline, text: `<path${attributes({ transform: this.transform(area), d, ...outer, ...inner })}/>\n` };
  }

  emitShape(element, tag, style) {
    const found = paintAttributes(style);
    if (!found) return "";
    if (tag === "line") delete found.fill;
    const geometry = {};
    for (const name of SHAPES[tag]) {
      const value = tag === "rect" && (name === "rx" || name === "ry") ? style[name] : element.getAttribute(name);
      if (value === null || value === "auto") continue;
      geometry[name] = roundAll(value.replace(/px/g, ""));
      if (geometry[name] === "0" && !["width", "height", "r"].includes(name)) delete geometry[name];
    }
    if (tag === "rect" && !(Number(geometry.width) > 0 && Number(geometry.height) > 0)) return "";
    if (tag === "path" && !geometry.d) return "";
    if (tag === "path" && geometry.d.length > 300) {
      const lines = polylines(element.getAttribute("d"));
      if (lines) geometry.d = pathOf(lines, round);
    }
    for (const end of ["start", "mid", "end"]) {
      const reference = style.getPropertyValue(`marker-${end}`).match(/#([^")]+)/);
      if (reference) geometry[`marker-${end}`] = `url(#${this.marker(reference[1])})`;
    }
    return `<${tag}${attributes({ transform: this.transform(element), ...geometry, ...found })}/>\n`;
  }

  /** The id under which the marker is kept; its drawing is flattened on first use. */
  marker(id) {
    if (!this.markers.has(id)) {
      const element = document.getElementById(id);
      const kept = `${this.prefix}-m${this.markers.size + 1}`;
      const record = { id: kept, text: "" };
      this.markers.set(id, record);
      const found = { id: kept };
      for (const name of ["viewBox", "refX", "refY", "markerUnits", "markerWidth", "markerHeight", "orient"]) {
        found[name] = element.getAttribute(name);
      }
      record.text = `<marker${attributes(found)}>${[...element.children].map((c) => this.emit(c)).join("")}</marker>`;
    }
    return this.markers.get(id).id;
  }

  transform(element) {
    const text = element.getAttribute("transform");
    if (!text) return null;
    const rounded = roundAll(text).replace(/\s*,\s*/g, ",").replace(/\( /g, "(");
    return /^translate\(0(,| )0\)$/.test(rounded) ? null : rounded;
  }

  emitText(element) {
    const style = getComputedStyle(element);
    const lines = this.lines(element);
    // A label in a box stays in the middle of it whatever font the reader has.
    const anchor = element.closest(".node, .edgeLabel, .cluster-label") ? "middle" : style.textAnchor;
    return lines
      .map((line) => {
        const x = anchor === "middle" ? (line.left + line.right) / 2 : anchor === "end" ? line.right : line.left;
        const found = {
          transform: this.transform(element),
          x: round(x),
          y: round(line.baseline),
          "text-anchor": anchor === "start" ? null : anchor,
        };
        const backing = element.matches(".messageText") ? this.backing(line) : "";
        if (line.runs.length === 1) return `${backing}<text${attributes({ ...found, ...line.runs[0].look })}>${escapeText(line.runs[0].text)}</text>\n`;
        const runs = line.runs.map((run) => `<tspan${attributes(run.look)}>${escapeText(run.text)}</tspan>`).join("");
        return `<text${attributes(found)} xml:space="preserve">${runs}</text>\n`;
      })
      .join("");
  }

  /** Paper behind a message's words where a lifeline would run through them. */
  backing(line) {
    const lifelines = [...this.root.querySelectorAll(".actor-line")].map((l) => l.x1.baseVal.value);
    if (!lifelines.some((x) => x > line.left - 3 && x < line.right + 3)) return "";
    const [x, width] = [round(line.left - 3), round(line.right - line.left + 6)];
    const { sizePx, paper } = this.look;
    return `<rect${attributes({ x, y: round(line.baseline - sizePx * 0.85), width, height: sizePx * 1.1, fill: paper })}/>\n`;
  }

  /** The lines of a text element in its own coordinates; words that look alike are one run. */
  lines(element) {
    const inverse = element.getScreenCTM().inverse();
    const lines = [];
    const walker = document.createTreeWalker(element, NodeFilter.SHOW_TEXT);
    for (let leaf = walker.nextNode(); leaf; leaf = walker.nextNode()) {
      if (!leaf.data.trim()) {
        if (lines.length && leaf.data) lines.at(-1).pendingSpace = true;
        continue;
      }
      const style = getComputedStyle(leaf.parentElement);
      const fill = paint(style.fill);
      if (!fill) continue;
      const range = document.createRange();
      range.selectNodeContents(leaf);
      const box = range.getBoundingClientRect();
      const corner = (x, y) => new DOMPoint(x, y).matrixTransform(inverse);
      const corners = [corner(box.left, box.top), corner(box.right, box.bottom)];
      const [left, right] = [Math.min(corners[0].x, corners[1].x), Math.max(corners[0].x, corners[1].x)];
      const [top, bottom] = [Math.min(corners[0].y, corners[1].y), Math.max(corners[0].y, corners[1].y)];
      this.canvas.font = `${style.fontStyle} ${style.fontWeight} ${style.fontSize} ${style.fontFamily}`;
      const metrics = this.canvas.measureText("x");
      const [above, below] = [metrics.fontBoundingBoxAscent, metrics.fontBoundingBoxDescent];
      const baseline = top + ((bottom - top) * above) / (above + below);
      const weight = Number(style.fontWeight);
      const look = {
        fill: fill.hex,
        "font-size": parseFloat(style.fontSize) === this.look.sizePx ? null : round(parseFloat(style.fontSize)),
        "font-weight": weight >= 600 ? "bold" : null,
        "font-style": style.fontStyle === "normal" ? null : style.fontStyle,
      };
      let line = lines.at(-1);
      if (!line || Math.abs(line.baseline - baseline) > 2) {
        line = { left, right, baseline, runs: [], pendingSpace: false };
        lines.push(line);
      }
      const last = line.runs.at(-1);
      const text = leaf.data.replace(/\s+/g, " ");
      const spaced = line.pendingSpace && last && !text.startsWith(" ") && !last.text.endsWith(" ") ? ` ${text}` : text;
      if (last && JSON.stringify(last.look) === JSON.stringify(look)) last.text += spaced;
      else line.runs.push({ text: spaced, look });
      line.pendingSpace = false;
      line.left = Math.min(line.left, left);
      line.right = Math.max(line.right, right);
    }
    // Mermaid sets the words of a round mindmap node beside its middle (seen in 11.17.2, without HTML labels).
    const node = element.closest(".mindmap-node");
    const shape = node?.querySelector(Object.keys(SHAPES).join(","));
    if (shape) {
      const box = shape.getBoundingClientRect();
      const middle = new DOMPoint(box.left + box.width / 2, box.top).matrixTransform(inverse).x;
      for (const line of lines) {
        const half = (line.right - line.left) / 2;
        [line.left, line.right] = [middle - half, middle + half];
      }
    }
    for (const line of lines) {
      line.runs[0].text = line.runs[0].text.trimStart();
      line.runs.at(-1).text = line.runs.at(-1).text.trimEnd();
      for (const run of line.runs) run.text = run.text.replace(/ {2,}/g, " ");
    }
    return lines;
  }

  /** The symbol of a node's role, in a small disk on its outline, up and to the left of the middle. */
  badge(element) {
    if (!element.classList.contains("node")) return "";
    const role = [...element.classList].find((name) => this.look.symbols[name]);
    if (!role) return "";
    const shapes = [...element.querySelectorAll(Object.keys(SHAPES).join(","))].filter((s) => {
      const style = getComputedStyle(s);
      return s.isPointInFill && paint(style.fill) && s.getBBox().width > 0 && !s.closest(".label");
    });
    if (!shapes.length) return "";
    const shape = shapes[0];
    const box = shape.getBBox();
    if (Math.min(box.width, box.height) < 3.5 * BADGE_RADIUS_PX) return "";
    const middle = { x: box.x + box.width / 2, y: box.y + box.height / 2 };
    const along = (t) => new DOMPoint(middle.x + t * (box.x - middle.x), middle.y + t * (box.y - middle.y));
    let t = 1;
    while (t > 0.3 && !shape.isPointInFill(along(t - 0.01))) t -= 0.01;
    const toNode = element.getScreenCTM().inverse().multiply(shape.getScreenCTM());
    const at = along(t).matrixTransform(toNode);
    const { path, line } = this.look.symbols[role];
    return (
      `<g transform="translate(${round(at.x - BADGE_SHIFT_PX)},${round(at.y - BADGE_SHIFT_PX)})">` +
      `<circle r="${BADGE_RADIUS_PX}" fill="${this.look.paper}" stroke="${line}" stroke-width="1.25"/>` +
      `<path d="${path}" fill="none" stroke="${line}" stroke-width="1.4" ` +
      'stroke-linecap="round" stroke-linejoin="round"/></g>\n'
    );
  }
}

globalThis.flatten = (root, prefix, look) => new Flattener(root, prefix, look).run();
