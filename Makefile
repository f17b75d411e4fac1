# `make html` builds the site and `make test` tests everything; `make help` lists the rest.
# Settings: PYTHON (makes .venv), JOBS (processes a build uses), TEST_JOBS, PYTEST_ARGS, PORT (of make live),
# STRICT=1 (a test that can't run on this machine fails), PART (the volume that make latexpdf builds).

PYTHON ?= python3
JOBS ?= 1
TEST_JOBS ?= 2
PYTEST_ARGS ?=
PORT ?= 8000

BIN := .venv/bin
PY := $(BIN)/python
SPHINX := $(PY) -m sphinx -c . -j $(JOBS)
LATEX := build/latex$(if $(PART),-part-$(PART))
LATEXMK := LATEXMKOPTS="-interaction=nonstopmode -halt-on-error -file-line-error"
CHECK_PYTHON := $(PYTHON) -c 'import sys; sys.exit(sys.version_info < (3, 11))' || { echo "$(PYTHON) is missing or older than 3.11; install Python 3.11 or newer, or name one: make html PYTHON=python3.12" >&2; exit 1; }
INSTALL := $(PY) -m pip --disable-pip-version-check install --quiet --require-hashes --requirement
INSTALL_BOOK := $(PY) -m pip --disable-pip-version-check install --quiet --no-deps --no-build-isolation --no-index --editable .

# Two builds of one commit are the same bytes: every date in them is the commit's.
COMMITTED := $(shell git log -1 --format=%ct 2>/dev/null)
ifneq ($(COMMITTED),)
export SOURCE_DATE_EPOCH ?= $(COMMITTED)
endif
export FORCE_SOURCE_DATE = 1

.DEFAULT_GOAL := help
.DELETE_ON_ERROR:
.PHONY: help html latexpdf volumes companions epub deck zip live check diagrams linkcheck chapter section diagram backlog reference docs daily weekly reader-test review bench test lint doctor lock clean

help: ## list the targets
	@awk -F ':.*## ' '/^[a-z-]+:.*## / { printf "  make %-13s %s\n", $$1, $$2 }' $(MAKEFILE_LIST)

html: .venv/site ## build the site
	@$(SPHINX) -b html -d build/doctrees/html source build/html
	@$(PY) -m book.desk.finish build/html && echo "The site: $(CURDIR)/build/html/index.html"

latexpdf: .venv/site ## build the PDF (needs TeX and rsvg-convert); the volume of one part: make latexpdf PART=1
	@$(SPHINX) -b latex -d build/doctrees/latex $(if $(PART),-D book_part=$(PART)) source $(LATEX)
	@$(MAKE) -C $(LATEX) all-pdf $(LATEXMK)
	@echo "The PDF: $$(ls -d "$(CURDIR)"/$(LATEX)/distributed-systems*.pdf)"

volumes: .venv/site ## build a PDF for each part that has something written
	@for part in $$($(PY) -m book.desk.volumes); do $(MAKE) --no-print-directory latexpdf PART=$$part || exit 1; done

companions: .venv/site ## build the six companions as PDF (needs TeX and rsvg-convert)
	@$(PY) -m book.desk.companions --jobs $(JOBS)

epub: .venv/site ## build the EPUB
	@$(SPHINX) -b epub -d build/doctrees/epub source build/epub && echo "The EPUB: $$(ls -d "$(CURDIR)"/build/epub/*.epub)"

deck: .venv/site ## make flash cards for Anki of the insights, misconceptions and questions
	@$(PY) -m book.desk.deck --jobs $(JOBS)

zip: html ## pack the site into one file that works from a folder on disk
	@$(PY) -m book.desk.archive build/html

live: .venv/site ## serve the site and build again at every edit
	@$(BIN)/sphinx-autobuild -c . -t live -D mermaid_output_format=raw -D mermaid_use_local=drafts/mermaid.mjs --port $(PORT) -d build/doctrees/live --watch diagrams --watch _static --re-ignore 'diagrams/rendered/' source build/live

check: .venv/site ## check the build, the drawings and the quality gates: make check, CH=3 for one chapter, JSON=1
	@$(PY) -m book.desk.check --jobs $(JOBS) $(if $(CH),--chapter $(CH)) $(if $(JSON),--json)

diagrams: .venv/dev ## draw the diagrams, charts and formulas that changed (needs Chromium)
	@$(PY) -m drawings draw

linkcheck: html ## ask every link out of the site whether it still leads anywhere, and the archive for copies of dead ones
	@$(PY) -m book.desk.links build/html

chapter: .venv/site ## write the folder of a chapter: make chapter N=8, or N=A for an appendix
	@$(PY) -m book.desk.chapter $(N)

section: .venv/site ## write the page of one section: make section N=8.2
	@$(PY) -m book.desk.section $(N)

diagram: .venv/site ## write the source of a diagram: make diagram ID=ch08/slug [TYPE=flow], ID=ch08/slug.vl.json for a chart
	@$(PY) -m book.desk.diagram $(if $(TYPE),--type $(TYPE)) $(ID)

backlog: .venv/site ## list the candidates for a chapter's insights: make backlog CH=8; without CH, count them
	@$(PY) -m book.desk.backlog $(CH)

reference: .venv/site ## build the small book of every directive and role, source above look
	@$(PY) -m book.desk.reference

docs: .venv/site ## write the documents and snippets that follow from the code
	@$(PY) -m book.desk.generated

daily: .venv/site ## write today's note into journal/, its figures filled in
	@$(PY) -m book.desk.journal daily

weekly: .venv/site ## write this week's review into journal/, its figures filled in
	@$(PY) -m book.desk.journal weekly

reader-test: .venv/site ## write the sheets for a test by 5 to 10 readers: make reader-test CH=1 [READERS=8]
	@$(PY) -m book.desk.reader_test $(if $(READERS),--readers $(READERS)) $(CH)

review: .venv/site ## write the skeleton of a review record: make review ID=sec-flp-impossibility [KIND=expert]
	@$(PY) -m book.desk.review $(if $(KIND),--kind "$(KIND)") $(ID)

test: lint html ## run every test this machine can run; with STRICT=1, all of them
	@$(PY) -m pytest -n $(TEST_JOBS) --dist loadfile $(PYTEST_ARGS)

lint: .venv/dev ## ruff and mypy
	@$(BIN)/ruff check --quiet . && $(BIN)/ruff format --quiet --check . && $(BIN)/mypy

bench: .venv/dev ## measure a generated book of 1 %, 10 % and 100 % of the plan against plain Sphinx (about half an hour)
	@$(PY) -m book.desk.bench

.PHONY: release release-twice pages published ids
release: .venv/dev ## build every edition anew, count and compare them, and put them into build/release (needs TeX, poppler)
	@$(MAKE) clean
	@$(MAKE) $$($(PY) -m book.desk.release --targets)
	@$(PY) -m book.desk.release --jobs $(JOBS)

release-twice: .venv/dev ## make the release of this commit twice, at other places, times and zones, and compare the bytes
	@$(PY) -m book.desk.twice

pages: .venv/site ## after make release: put the site and the editions together, as they are published, into build/pages
	@$(PY) -m book.desk.pages

published: .venv/site ## fetch what was published and compare it with its checksums: make published ADDRESS=https://…
	@$(PY) -m book.desk.published --tries 10 "$(ADDRESS)"

ids: .venv/site ## note down the pages and ids that a release promises to keep, in source/released-ids.toml
	@$(PY) -m book.desk.ids --jobs $(JOBS)

doctor: ## say what is missing on this machine and how to install it (needs no .venv)
	@$(CHECK_PYTHON) && PYTHONPATH=_ext $(PYTHON) -m book.desk.doctor

lock: .venv/dev ## resolve pyproject.toml anew into the two lock files
	@$(BIN)/pip-compile --quiet --output-file requirements.lock pyproject.toml && $(BIN)/pip-compile --quiet --extra dev --constraint requirements.lock --output-file requirements-dev.lock pyproject.toml

clean: ## remove what was built; .venv stays
	@rm -rf build

# The virtual environment: .venv/site holds what a build needs, .venv/dev what drawing and testing need too.
.venv/site: requirements.lock pyproject.toml
	@$(CHECK_PYTHON)
	@$(PYTHON) -m venv .venv || { echo "$(PYTHON) cannot make a virtual environment; on Debian and Ubuntu: sudo apt-get install python3-venv" >&2; exit 1; }
	@echo "Installing requirements.lock into .venv" && $(INSTALL) requirements.lock && $(INSTALL_BOOK) && touch $@

.venv/dev: requirements-dev.lock .venv/site
	@echo "Installing requirements-dev.lock into .venv" && $(INSTALL) requirements-dev.lock && touch $@
