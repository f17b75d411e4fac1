// Opens book.epub in EPUB.js, a page at a time on a screen of 600 by 800, and tells a test what is on it.

const NIGHT = { body: { background: "#14181e !important", color: "#e8ebf0 !important" } };

const book = ePub("book.epub");
const rendition = book.renderTo("page", { width: 600, height: 800, flow: "paginated", spread: "none" });
rendition.themes.register("day", {});
rendition.themes.register("night", NIGHT);

const contents = () => rendition.getContents()[0];
const byId = (id) => contents().document.getElementById(id);

/** When the screen stands still again: EPUB.js tells of a place a moment after it has shown it. */
const arrival = () => new Promise((resolve) => rendition.once("relocated", resolve));

/** The paths of all documents, in the order of reading. */
async function documents() {
  await book.ready;
  return book.spine.spineItems.map((item) => item.href);
}

/** Every entry of the table of contents, those of headings too. */
async function entries() {
  await book.ready;
  const flat = (items) => items.flatMap((item) => [{ label: item.label.trim(), href: item.href }, ...flat(item.subitems)]);
  return flat(book.navigation.toc);
}

/** Shows the place at *href*: the document that the screen is on then, and whether the place is on the screen. */
async function go(href) {
  const moved = arrival();
  await rendition.display(href);
  await moved;
  const [path, anchor] = href.split("#");
  const place = () => (anchor ? byId(decodeURIComponent(anchor)) : contents().document.body);
  return { path: rendition.currentLocation().start.href, asked: path, seen: await comesOnScreen(place) };
}

/** Whether *place* is on the screen, now or when the pages have been laid out: a busy machine takes a moment. */
async function comesOnScreen(place) {
  for (let left = 30; left > 0 && !isOnScreen(place()); left--) await new Promise((resolve) => setTimeout(resolve, 100));
  return isOnScreen(place());
}

/** Whether *place* begins on the page that is shown; the document is a row of pages that moves under the screen. */
function isOnScreen(place) {
  const frame = document.querySelector("iframe").getBoundingClientRect();
  const left = (place?.getClientRects()[0]?.left ?? Infinity) + frame.left;
  return left >= 0 && left < 600;
}

/** The pictures that didn't load, of all on the document. */
async function brokenPictures() {
  const images = [...contents().document.images];
  await Promise.all(images.map((image) => image.decode().catch(() => undefined)));
  return images.filter((image) => image.naturalWidth === 0).map((image) => image.alt);
}

/** What doesn't fit on its page: wider than it, or with a part that one would have to scroll to; none has a bar. */
function overflowing() {
  const boxes = [...contents().document.querySelectorAll("table, math, img, figure, .book-table-scroll, .book-formula")];
  const wide = (e) => [...e.getClientRects()].some((part) => part.width > 600) || e.scrollWidth > e.clientWidth + 1;
  return boxes.filter((e) => e.getClientRects().length && wide(e)).map((e) => `${e.localName} ${e.closest("[id]")?.id}`);
}

/** The last place of the document that a link can lead to. */
const lastId = () => [...contents().document.querySelectorAll("main [id]")].at(-1)?.id;

/** Follows the link that *selector* finds; where the screen is after that. */
async function follow(selector) {
  const moved = arrival();
  const link = contents().document.querySelector(selector);
  const href = link.getAttribute("href");
  link.click();
  await moved;
  const seen = await comesOnScreen(() => byId(href.split("#")[1]));
  return { href, path: rendition.currentLocation().start.href, seen };
}

/** The ground of the picture that *selector* finds, the ground of its page, the colors of the text and of links. */
function colors(selector) {
  const { document: page, window } = contents();
  const style = (element) => window.getComputedStyle(element);
  const body = style(page.body);
  return [
    style(page.querySelector(selector)).backgroundColor, body.backgroundColor, body.color,
    style(page.querySelector("p a[href]")).color,
  ];
}
