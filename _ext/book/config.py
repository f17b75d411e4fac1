"""The extension's settings: read once, checked at the start, wrong ones stop the build."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

from sphinx.errors import ConfigError

from book.model.talk import fault_of

if TYPE_CHECKING:
    from sphinx.application import Sphinx
    from sphinx.config import Config

SETTINGS: dict[str, tuple[str, str]] = {
    "book_outline": ("outline.toml", "the outline, a path in the source folder"),
    "book_concepts": ("concepts.toml", "the concepts, a path in the source folder"),
    "book_calculations": ("calc", "the folder of derivations, a path in the source folder"),
    "book_reviews": ("reviews", "the folder of review records, a path in the source folder"),
    "book_root": ("..", "the folder that holds diagrams/, from the source folder"),
    "book_glossary": ("glossary", "the name of the page that holds the glossary"),
    "book_url": ("", "where the site is published, for links from print; empty for none"),
    "book_discussion_url": ("", "where readers discuss a section, as model/talk.py says; empty for no link"),
    "book_annotation_url": ("", "where readers annotate a section, as model/talk.py says; empty for no link"),
}
"""Name, default and meaning of each setting; all are strings."""

TALK = ("book_discussion_url", "book_annotation_url")
ADDRESSES = ("book_url", *TALK)


def add_settings(app: Sphinx) -> None:
    """Register the settings. A file of data that does not exist means an empty outline or no concepts."""
    for name, (default, _) in SETTINGS.items():
        app.add_config_value(name, default, "html" if name in TALK else "env", types=frozenset({str}))


def check_settings(app: Sphinx, config: Config) -> None:
    """Stop the build when a setting cannot be right.

    Raises ConfigError when a setting is not a string, a path that should be relative is absolute, or a pattern of
    addresses gives none.
    """
    for name, (default, meaning) in SETTINGS.items():
        value = config[name]
        if not isinstance(value, str):
            raise ConfigError(f"{name} is {value!r}; it is {meaning}, such as {default!r}")
        if name not in ("book_glossary", *ADDRESSES) and Path(value).is_absolute():
            raise ConfigError(f"{name} is the absolute path {value!r}; write it from the source folder, as {default!r}")
    for name in TALK:
        if config[name] and (fault := fault_of(config[name], config.book_url)):
            raise ConfigError(f"{name} is {config[name]!r}, which {fault}")
    if config.numfig:
        raise ConfigError("numfig is on; the book numbers its figures and tables from the outline, so leave it off")
