// @ts-nocheck -- runs in the drawing page only.
// One call a drawing; an error comes back as a value, so that one bad source doesn't hide the others.

// Mermaid copies its whole configuration many times a diagram, property by property, with Object.defineProperty: a
// third of the time a diagram took. On a plain object an assignment does the same and is three times as fast.
const defineProperty = Object.defineProperty;
Object.defineProperty = (object, name, descriptor) => {
  const { configurable, enumerable, writable } = descriptor;
  const isPlain = configurable && enumerable && writable && Object.getPrototypeOf(object) === Object.prototype;
  if (!isPlain || name === "__proto__") return defineProperty(object, name, descriptor);
  object[name] = descriptor.value;
  return object;
};

/** Ready the page: Mermaid's configuration, and the font that all text is measured in. */
globalThis.prepareDrawing = async (config, look) => {
  globalThis.look = look;
  mermaid.initialize(config);
  await Promise.all(["", "bold ", "italic "].map((kind) => document.fonts.load(`${kind}15px Arial`)));
};

globalThis.drawDiagram = async (slug, text) => {
  const host = document.createElement("div");
  document.body.replaceChildren(host);
  reseed();
  let svg;
  try {
    ({ svg } = await mermaid.render("drawing", text, host));
  } catch (error) {
    return { message: `Mermaid says: ${error?.message ?? error}` };
  }
  host.innerHTML = svg;
  const root = host.querySelector("svg");
  const { width, height } = root.viewBox.baseVal;
  root.setAttribute("style", `width: ${width}px; height: ${height}px; max-width: none`);
  try {
    return { svg: flatten(root, slug, globalThis.look) };
  } catch (error) {
    if (!(error instanceof Refusal)) throw error;
    return { message: error.message };
  }
};

globalThis.drawFormula = (tex, options) => {
  try {
    return { mathml: temml.renderToString(tex, options) };
  } catch (error) {
    return { message: String(error?.message ?? error) };
  }
};
