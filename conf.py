"""The settings of the book for Sphinx; what they do is in `_ext/book`."""

import sys
from pathlib import Path

sys.path.insert(0, str(Path(__file__).parent / "_ext"))

project = "Distributed Systems: From First Principles to Planet Scale"
author = "The authors of Distributed Systems: From First Principles to Planet Scale"
copyright = "2026, the authors; text CC BY-SA 4.0"
version = release = "0.1"
language = "en"
today_fmt = "%B %-d, %Y"

extensions = [
    "myst_parser",
    "sphinx_design",
    "sphinx_copybutton",
    "sphinxcontrib.bibtex",
    "sphinxcontrib.mermaid",
    "sphinx_last_updated_by_git",
    "book.extension",
]
primary_domain = "book"
root_doc = "index"
exclude_patterns = ["calc", "reviews", "**/_*", "cover.png", "readme-page.png"]
nitpicky = True

myst_enable_extensions = ["colon_fence", "fieldlist", "dollarmath", "attrs_inline", "attrs_block", "deflist"]
myst_disable_syntax = ["html_inline", "html_block"]
myst_heading_anchors = 0
myst_links_external_new_tab = False

bibtex_bibfiles = ["source/references.bib"]
bibtex_default_style = "book"
bibtex_cite_id = "cite-{key}"
bibtex_tooltips = False

# No page draws in the browser but those of `make live`, which says so itself.
mermaid_output_format = "svg"

git_last_updated_timezone = "UTC"

html_theme = "sphinx_book_theme"
html_title = project
html_static_path = ["_static"]
templates_path = ["_templates"]
html_math_renderer = "book"
html_use_index = False
html_copy_source = False
html_show_sourcelink = False
html_domain_indices = False
html_permalinks_icon = "#"
html_favicon = "_static/favicon.svg"
html_secnumber_suffix = " "
html_css_files = ["css/frame.css", "css/text.css", "css/boxes.css", "css/reader.css", "css/print.css"]
html_js_files = [
    ("js/announce.js", {"defer": "defer"}),
    ("js/theme.js", {"defer": "defer"}),
    ("js/sidebar.js", {"defer": "defer"}),
    ("js/search.js", {"defer": "defer"}),
    ("js/reading.js", {"defer": "defer"}),
    ("js/memory.js", {"defer": "defer"}),
    ("js/progress.js", {"defer": "defer"}),
    ("js/links.js", {"defer": "defer"}),
    ("js/notes.js", {"defer": "defer"}),
    ("js/definitions.js", {"defer": "defer"}),
    ("js/figures.js", {"defer": "defer"}),
    ("js/index-filter.js", {"defer": "defer"}),
    ("js/print-chapter.js", {"defer": "defer"}),
]
html_sidebars = {"**": []}
# Every slot is empty: _templates/layout.html and book.nav write what stands there; the theme would render each twice.
html_theme_options = {
    "article_footer_items": [],
    "article_header_end": [],
    "article_header_start": [],
    "content_footer_items": [],
    "disable_search": True,
    "footer_center": [],
    "footer_content_items": [],
    "footer_end": [],
    "footer_start": [],
    "navbar_center": [],
    "navbar_end": [],
    "navbar_persistent": [],
    "navbar_start": [],
    "primary_sidebar_end": [],
    "secondary_sidebar_items": [],
    "use_download_button": False,
    "use_fullscreen_button": False,
}

numfig = False
# A copy without its history has no dates of change, and is a book all the same.
suppress_warnings = ["git.subprocess_error", "git.too_shallow"]

# The PDF; how it looks is in _ext/book/texinputs/book.sty.
latex_engine = "xelatex"
latex_documents = [("index", "distributed-systems.tex", project, author, "manual")]
latex_toplevel_sectioning = "part"
latex_table_style = ["booktabs"]
latex_use_xindy = False
latex_show_urls = "no"
latex_domain_indices = False
latex_additional_files = ["_ext/book/texinputs/book.sty"]
license_of_print = (
    "You may copy, share and change the text and the diagrams, even commercially, if you name the authors, say what "
    "you changed, and pass the result on under the same terms: Creative Commons Attribution-ShareAlike 4.0 "
    r"International, \url{https://creativecommons.org/licenses/by-sa/4.0/}."
)
latex_elements = {
    "pointsize": "10pt",
    "extraclassoptions": "openany,twoside",
    "fncychap": "",
    "fontpkg": "",
    "geometry": "",
    "extrapackages": r"\usepackage{book}",
    "preamble": rf"\bookafterhyperref\bookcopyright{{{copyright}}}\booklicense{{{license_of_print}}}",
    "maketitle": r"\booktitlepage",
    "tableofcontents": r"\bookcontents",
    "printindex": r"\printindex\bookcolophon",
}

# The e-book; its identifier stays the same for every edition.
epub_basename = "distributed-systems"
epub_identifier = "urn:uuid:f71102aa-eb2b-49dd-8a45-5e7fc3db3969"
epub_uid = "book-id"
epub_description = (
    "An open reference book on distributed systems, from impossibility results to systems that span continents: "
    "told in prose, diagrams and tables, with its sources and without code."
)
epub_cover = ("_static/cover.png", "")
epub_show_urls = "no"
epub_tocdepth = 4
