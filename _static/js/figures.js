// @ts-check
// Figures can be enlarged: by a button, or by a click on the picture. The dialog zooms by buttons, keys (+, -, 0), the
// wheel with Ctrl, and two fingers; it moves by arrows, scrolling or dragging; caption, description and source are at
// hand.
{
  const STEP = 1.25;
  const MOST = 6; // times the natural size
  const PAN_PX = 80;
  const LEGIBLE = 1; // a picture opens at its natural size at least, and then scrolls

  /** @typedef {{ width: number, height: number }} Size */

  /** The scale at which the whole *picture* is seen in *box*.
   * @param {Size} picture @param {Size} box */
  const fitScale = (picture, box) => Math.min(box.width / picture.width, box.height / picture.height, MOST);

  /** *scale* within its bounds: never smaller than the whole picture or its natural size, whichever is less.
   * @param {number} scale @param {number} fit */
  const within = (scale, fit) => Math.min(MOST, Math.max(Math.min(fit, LEGIBLE), scale));

  /** Where to scroll so that the point *at* px from the box's edge stays there when everything grows by *ratio*.
   * @param {number} scroll @param {number} at @param {number} ratio */
  const scrollFor = (scroll, at, ratio) => (scroll + at) * ratio - at;

  Object.assign(globalThis, { bookFigures: { fitScale, within, scrollFor } });

  /** @param {HTMLElement} figure */
  const numberOf = (figure) => (figure.querySelector(".book-number")?.textContent ?? "the figure").trim().replace(/\.$/, "");

  /** @param {string} words @param {string} label @param {() => void} action */
  const button = (words, label, action) => {
    const made = document.createElement("button");
    made.type = "button";
    made.className = "book-button";
    made.textContent = words;
    if (label) made.setAttribute("aria-label", label);
    made.addEventListener("click", action);
    return made;
  };

  /** @param {keyof HTMLElementTagNameMap} tag @param {string} className @param {(string | Node)[]} content */
  const make = (tag, className, ...content) => {
    const made = document.createElement(tag);
    if (className) made.className = className;
    made.append(...content);
    return made;
  };

  /** Let the pictures in *box* be zoomed and moved.
   * @param {HTMLElement} dialog @param {HTMLElement} box @param {HTMLImageElement[]} images @param {HTMLElement} told */
  const zoomable = (dialog, box, images, told) => {
    const natural = { width: Number(images[0].getAttribute("width")), height: Number(images[0].getAttribute("height")) };
    const room = () => {
      const style = getComputedStyle(box);
      return {
        width: box.clientWidth - parseFloat(style.paddingLeft) - parseFloat(style.paddingRight),
        height: box.clientHeight - parseFloat(style.paddingTop) - parseFloat(style.paddingBottom),
      };
    };
    let scale = 1;
    /** @param {number} wanted @param {{ x: number, y: number }} [at] in px from the edges of the box; else its middle */
    const zoomTo = (wanted, at = { x: box.clientWidth / 2, y: box.clientHeight / 2 }) => {
      const next = within(wanted, fitScale(natural, room()));
      const { scrollLeft, scrollTop } = box;
      images.forEach((image) => { image.style.width = `${natural.width * next}px`; });
      box.scrollTo(scrollFor(scrollLeft, at.x, next / scale), scrollFor(scrollTop, at.y, next / scale));
      scale = next;
      told.textContent = `${Math.round(100 * scale)} %`;
    };
    const whole = () => zoomTo(fitScale(natural, room()));

    dialog.addEventListener("keydown", (event) => {
      if (event.ctrlKey || event.metaKey || event.altKey) return;
      /** @type {Record<string, () => void>} */
      const keys = {
        "+": () => zoomTo(scale * STEP), "=": () => zoomTo(scale * STEP), "-": () => zoomTo(scale / STEP), 0: whole,
        ArrowLeft: () => box.scrollBy(-PAN_PX, 0), ArrowRight: () => box.scrollBy(PAN_PX, 0),
        ArrowUp: () => box.scrollBy(0, -PAN_PX), ArrowDown: () => box.scrollBy(0, PAN_PX),
      };
      if (!keys[event.key]) return;
      event.preventDefault();
      keys[event.key]();
    });
    /** @param {{ clientX: number, clientY: number }[]} points */
    const middle = (points) => {
      const { left, top } = box.getBoundingClientRect();
      const mean = (/** @type {number[]} */ all) => all.reduce((sum, one) => sum + one, 0) / all.length;
      return { x: mean(points.map((p) => p.clientX)) - left, y: mean(points.map((p) => p.clientY)) - top };
    };
    box.addEventListener("wheel", (event) => {
      if (!event.ctrlKey) return;
      event.preventDefault();
      zoomTo(scale * Math.exp(-event.deltaY / 200), middle([event]));
    }, { passive: false });

    /** @param {TouchEvent} event */
    const spread = ({ touches: [one, other] }) => Math.hypot(one.clientX - other.clientX, one.clientY - other.clientY);
    let start = { spread: 1, scale: 1 };
    box.addEventListener("touchstart", (event) => {
      if (event.touches.length === 2) start = { spread: spread(event), scale };
    }, { passive: true });
    box.addEventListener("touchmove", (event) => {
      if (event.touches.length !== 2) return;
      event.preventDefault();
      zoomTo(start.scale * spread(event) / start.spread, middle([...event.touches]));
    }, { passive: false });

    box.addEventListener("pointermove", (event) => {
      if (event.pointerType === "mouse" && event.buttons === 1) box.scrollBy(-event.movementX, -event.movementY);
    });
    zoomTo(Math.max(LEGIBLE, fitScale(natural, room())));
    box.scrollTo((box.scrollWidth - box.clientWidth) / 2, 0);
    return { larger: () => zoomTo(scale * STEP), smaller: () => zoomTo(scale / STEP), whole };
  };

  /** What stands below an enlarged picture: its caption, its description, and the way to its source.
   * @param {HTMLElement} figure @param {HTMLImageElement} image */
  const footOf = (figure, image) => {
    const foot = make("div", "book-enlarged-foot");
    const caption = figure.querySelector("figcaption > p")?.cloneNode(true);
    if (caption instanceof Element) {
      caption.querySelectorAll(".headerlink").forEach((link) => link.remove());
      caption.querySelectorAll("[aria-describedby]").forEach((link) => link.removeAttribute("aria-describedby"));
      foot.append(caption);
    }
    const name = image.src.split("/").pop() ?? "";
    foot.append(make("details", "", make("summary", "", "Description"), make("p", "", image.alt)));
    // A picture drawn for this page alone has no source of its own.
    if (!name.startsWith("drawn-")) {
      const source = /** @type {HTMLAnchorElement} */ (make("a", "", "Source of the diagram"));
      source.href = image.src.replace(/\.svg$/, ".txt");
      foot.append(source);
    }
    return foot;
  };

  /** @param {HTMLElement} figure @param {HTMLElement} picture */
  const enlarge = (figure, picture) => {
    const number = numberOf(figure);
    const dialog = /** @type {HTMLDialogElement} */ (make("dialog", "book-enlarged"));
    dialog.setAttribute("aria-label", number);
    const box = make("div", "book-enlarged-picture");
    box.tabIndex = 0;
    box.setAttribute("role", "group");
    box.setAttribute("aria-label", `${number}, enlarged`);
    const images = [...picture.querySelectorAll("img")].map((image) => {
      const copy = /** @type {HTMLImageElement} */ (image.cloneNode());
      copy.removeAttribute("id");
      copy.loading = "eager";
      copy.draggable = false;
      copy.className = image.className.replace("book-enlargeable", "");
      return copy;
    });
    box.append(...images);
    const told = make("output", "");
    const close = button("Close", "", () => dialog.close());
    const head = make("div", "book-enlarged-head", make("p", "", number));
    const tools = make("div", "", button("−", "Smaller", () => zoom.smaller()), told,
      button("+", "Larger", () => zoom.larger()), button("Whole", "Show the whole picture", () => zoom.whole()), close);
    head.append(tools);
    dialog.append(head, box, footOf(figure, images[0]));
    dialog.addEventListener("click", (event) => {
      if (event.target === dialog) dialog.close();
    });
    // The browser gives the focus back to the button that opened it.
    dialog.addEventListener("close", () => dialog.remove());
    document.body.append(dialog);
    dialog.showModal();
    const zoom = zoomable(dialog, box, images, told);
    close.focus();
  };

  const start = () => {
    for (const figure of /** @type {NodeListOf<HTMLElement>} */ (document.querySelectorAll("figure.book-figure"))) {
      const picture = /** @type {HTMLElement | null} */ (figure.querySelector(".book-picture"));
      if (!picture?.querySelector("img")) continue;
      const open = button("Enlarge", "", () => enlarge(figure, picture));
      open.classList.add("book-enlarge");
      open.setAttribute("aria-haspopup", "dialog");
      open.append(make("span", "book-hidden", ` ${numberOf(figure)}`));
      picture.append(open);
      for (const image of picture.querySelectorAll("img")) {
        image.classList.add("book-enlargeable");
        image.addEventListener("click", () => open.click());
      }
    }
  };

  if (typeof document !== "undefined") start();
}
