// @ts-check
// The sidebars: the current page in sight, the heading one reads marked, a popover closed once it has done its work.
{
  /** The index of the heading one is reading: the last that has passed *line*, or the first; -1 without headings.
   * @param {number[]} tops distances of the headings from the top of the window, in reading order, in px
   * @param {number} line */
  const headingBeingRead = (tops, line) => {
    let index = tops.length ? 0 : -1;
    tops.forEach((top, i) => {
      if (top <= line) index = i;
    });
    return index;
  };

  Object.assign(globalThis, { bookSidebar: { headingBeingRead } });

  const READING_LINE = 0.25; // of the window's height

  const markHeading = () => {
    const links = /** @type {HTMLAnchorElement[]} */ ([...document.querySelectorAll("#pst-secondary-sidebar .nav-link")]);
    const places = links.flatMap((link) => {
      const heading = document.getElementById(decodeURIComponent(link.hash.slice(1)));
      return heading ? [{ link, heading }] : [];
    });
    if (places.length === 0) return;
    let waiting = false;
    const mark = () => {
      waiting = false;
      const tops = places.map(({ heading }) => heading.getBoundingClientRect().top);
      const current = headingBeingRead(tops, innerHeight * READING_LINE);
      places.forEach(({ link }, i) => {
        if (i === current) link.setAttribute("aria-current", "true");
        else link.removeAttribute("aria-current");
      });
    };
    addEventListener("scroll", () => {
      if (!waiting) requestAnimationFrame(mark);
      waiting = true;
    }, { passive: true });
    mark();
  };

  const showCurrentPage = () => {
    const sidebar = document.getElementById("pst-primary-sidebar");
    const current = /** @type {HTMLElement | null} */ (sidebar?.querySelector('[aria-current="page"]'));
    if (!sidebar || !current) return;
    const scroll = () => {
      const place = current.getBoundingClientRect();
      if (place.top >= 0 && place.bottom <= sidebar.clientHeight) return;
      sidebar.scrollTop += place.top - sidebar.clientHeight / 3;
    };
    scroll();
    sidebar.addEventListener("toggle", scroll);
  };

  const closePopovers = () => {
    const popovers = /** @type {HTMLElement[]} */ ([...document.querySelectorAll(".bd-toc[popover], .bd-sidebar[popover]")]);
    const close = () => popovers.filter((popover) => popover.matches(":popover-open")).forEach((popover) => popover.hidePopover());
    // A link into this page, or a window that has become wide enough for columns.
    popovers.forEach((popover) => popover.addEventListener("click", (event) => {
      if (event.target instanceof Element && event.target.closest('a[href^="#"]')) close();
    }));
    matchMedia("(min-width: 992px)").addEventListener("change", close);
    matchMedia("(min-width: 1200px)").addEventListener("change", close);
  };

  const start = () => {
    showCurrentPage();
    markHeading();
    closePopovers();
  };

  if (typeof document !== "undefined") start();
}
