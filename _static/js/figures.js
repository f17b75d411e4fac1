// @ts-check
// Figures can be enlarged: by a button, or by a click on the picture.
{
  /** @param {HTMLElement} figure */
  const numberOf = (figure) => (figure.querySelector(".book-number")?.textContent ?? "the figure").trim().replace(/\.$/, "");

  /** @param {HTMLElement} figure @param {HTMLElement} picture */
  const enlarge = (figure, picture) => {
    const number = numberOf(figure);
    const dialog = document.createElement("dialog");
    dialog.className = "book-enlarged";
    dialog.setAttribute("aria-label", number);
    const head = document.createElement("div");
    head.className = "book-enlarged-head";
    const title = document.createElement("p");
    title.textContent = number;
    const close = document.createElement("button");
    close.type = "button";
    close.className = "book-button";
    close.textContent = "Close";
    close.addEventListener("click", () => dialog.close());
    head.append(title, close);
    const box = document.createElement("div");
    box.className = "book-enlarged-picture";
    box.tabIndex = 0;
    box.setAttribute("role", "group");
    box.setAttribute("aria-label", `${number}, enlarged`);
    for (const image of picture.querySelectorAll("img")) {
      const copy = /** @type {HTMLImageElement} */ (image.cloneNode());
      copy.removeAttribute("id");
      copy.loading = "eager";
      copy.className = image.className.replace("book-enlargeable", "");
      box.append(copy);
    }
    dialog.append(head, box);
    dialog.addEventListener("click", (event) => {
      if (event.target === dialog) dialog.close();
    });
    // The browser gives the focus back to the button that opened it.
    dialog.addEventListener("close", () => dialog.remove());
    document.body.append(dialog);
    dialog.showModal();
    close.focus();
  };

  for (const figure of /** @type {NodeListOf<HTMLElement>} */ (document.querySelectorAll("figure.book-figure"))) {
    const picture = /** @type {HTMLElement | null} */ (figure.querySelector(".book-picture"));
    if (!picture) continue;
    const button = document.createElement("button");
    button.type = "button";
    button.className = "book-button book-enlarge";
    button.setAttribute("aria-haspopup", "dialog");
    button.textContent = "Enlarge";
    const number = document.createElement("span");
    number.className = "book-hidden";
    number.textContent = ` ${numberOf(figure)}`;
    button.append(number);
    button.addEventListener("click", () => enlarge(figure, picture));
    picture.append(button);
    for (const image of picture.querySelectorAll("img")) {
      image.classList.add("book-enlargeable");
      image.addEventListener("click", () => button.click());
    }
  }
}
