"""Live preview: what is not drawn yet is drawn in the browser, from local copies of Mermaid and Temml.

Only builds with the tag ``live`` (``make live``) do this; any other build warns of what is not drawn.
"""

from __future__ import annotations

import shutil
from pathlib import Path
from typing import TYPE_CHECKING, Any

from sphinx.transforms.post_transforms import SphinxPostTransform
from sphinx.util import logging

from book.data import drawing_store
from book.nodes import book_picture

if TYPE_CHECKING:
    from sphinx.application import Sphinx

FOLDER = "drafts"
logger = logging.getLogger(__name__)

# Mermaid's bundle is a classic script; sphinxcontrib-mermaid imports a module.
_SHIM = """\
await new Promise((resolve, reject) => {
  const script = document.createElement("script");
  script.src = new URL("mermaid.min.js", import.meta.url).href;
  script.onload = resolve;
  script.onerror = reject;
  document.head.append(script);
});
export default globalThis.mermaid;
"""
_FORMULAS = """\
for (const code of document.querySelectorAll("code.book-tex")) {
  const display = code.parentElement?.classList.contains("book-formula") ?? false;
  const target = document.createElement("span");
  temml.render(code.textContent ?? "", target, { displayMode: display });
  code.replaceWith(target);
}
"""


class DrawDrafts(SphinxPostTransform):
    """Shows the Mermaid source of a diagram that is not drawn yet to the browser's Mermaid."""

    default_priority = 7
    formats = ("html",)

    def run(self, **kwargs: Any) -> None:
        if not is_live(self.env._app):
            return
        # Other builds need neither the extension nor the time to import it.
        from sphinxcontrib.mermaid import mermaid  # type: ignore[import-untyped]

        store = drawing_store(self.env._app)
        for picture in list(self.document.findall(book_picture)):
            source = store.source_path(picture["name"])
            if source is None or source.suffix != ".mmd" or store.rendering(picture["name"]) is not None:
                continue
            draft = mermaid(code=source.read_text(encoding="utf-8"), options={}, alt=picture["alt"])
            picture.replace_self(draft)


def is_live(app: Sphinx) -> bool:
    return "live" in app.tags


def prepare_drafts(app: Sphinx) -> None:
    """Put Mermaid and Temml where the pages of a live build find them; without them drafts are shown as source."""
    if not is_live(app) or app.builder.format != "html":
        return
    # Other builds need none of it.
    from drawings.packages import MERMAID, TEMML, MissingError, fetch

    root = Path(app.srcdir, app.config.book_root).resolve()
    try:
        fetch(root, (MERMAID, TEMML))
    except MissingError as error:
        logger.info("drafts are shown as source: %s", error)
        return
    folder = Path(app.outdir, "_static", FOLDER)
    folder.mkdir(parents=True, exist_ok=True)
    for package in (MERMAID, TEMML):
        for path in package.paths(root):
            shutil.copyfile(path, folder / path.name)
    (folder / "mermaid.mjs").write_text(_SHIM, encoding="utf-8")
    (folder / "formulas.js").write_text(_FORMULAS, encoding="utf-8")
    app.add_js_file(f"{FOLDER}/temml.min.js", loading_method="defer")
    app.add_js_file(f"{FOLDER}/formulas.js", loading_method="defer")


def connect(app: Sphinx) -> None:
    app.add_post_transform(DrawDrafts)
    app.connect("builder-inited", prepare_drafts)
