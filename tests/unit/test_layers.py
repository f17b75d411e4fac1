"""The arrows between modules point one way, the model knows nothing of Sphinx, and modules stay small."""

from __future__ import annotations

import ast
import subprocess
import sys
from collections.abc import Iterator
from graphlib import TopologicalSorter
from pathlib import Path

import pytest

EXT = Path(__file__).parents[2] / "_ext"
BOOK = EXT / "book"
OUTSIDE = ("sphinx", "docutils", "myst_parser", "sphinxcontrib")

LAYERS = (
    {"kinds", "model"},
    {"config", "messages", "nodes"},
    {"options", "block", "fields", "calculations", "directives", "roles", "domain"},
    None,
    {"extension"},
)
"""The modules of each layer, the lowest first; None for all those not named. A layer imports itself and lower ones."""
UNNAMED = LAYERS.index(None)
BESIDE = {"desk", "texinputs"}
"""What is no part of the extension: the author's commands, which may use the model."""


def module_of(path: Path) -> str:
    """The dotted name of a file below ``_ext``."""
    return ".".join(path.relative_to(EXT).with_suffix("").parts).removesuffix(".__init__")


MODULES = {module_of(path): path for path in sorted(EXT.rglob("*.py")) if "node_modules" not in path.parts}


def imports_of(path: Path, *, at_run_time: bool = False) -> Iterator[str]:
    """The modules that a file imports, inside functions too; not those for types only when *at_run_time*."""
    tree = ast.parse(path.read_text(encoding="utf-8"))
    skipped: set[ast.AST] = set()
    for node in ast.walk(tree):
        if at_run_time and isinstance(node, ast.If) and ast.unparse(node.test) == "TYPE_CHECKING":
            skipped.update(inner for statement in node.body for inner in ast.walk(statement))
        if at_run_time and isinstance(node, ast.FunctionDef):
            skipped.update(ast.walk(node))
        if node in skipped:
            continue
        if isinstance(node, ast.Import):
            yield from (alias.name for alias in node.names)
        elif isinstance(node, ast.ImportFrom):
            package = ".".join(path.relative_to(EXT).parts[: -node.level]) if node.level else ""
            origin = ".".join(part for part in (package, node.module) if part)
            names = [f"{origin}.{alias.name}" for alias in node.names]
            yield from (name if name in MODULES else origin for name in names)


def layer_of(module: str) -> int:
    """The layer of a module of ``book``."""
    name = module.split(".")[1]
    return next((i for i, layer in enumerate(LAYERS) if layer and name in layer), UNNAMED)


LAYERED = [name for name in MODULES if name.startswith("book.") and name.split(".")[1] not in BESIDE]


@pytest.mark.parametrize("module", LAYERED)
def test_a_module_imports_only_its_own_layer_and_those_below(module: str) -> None:
    for imported in imports_of(MODULES[module]):
        if imported.startswith("book."):
            assert imported.split(".")[1] not in BESIDE, f"{module} imports {imported}, an author's command"
            assert layer_of(imported) <= layer_of(module), f"{module} imports {imported} of a layer above"


def test_no_modules_import_each_other_in_a_circle() -> None:
    graph = {name: set(imports_of(path, at_run_time=True)) & MODULES.keys() - {name} for name, path in MODULES.items()}
    TopologicalSorter(graph).prepare()


def test_the_lowest_layer_and_the_drawings_name_nothing_of_sphinx() -> None:
    for name, path in MODULES.items():
        plain = name.startswith("drawings") or (name in LAYERED and layer_of(name) == 0)
        for imported in imports_of(path) if plain else ():
            assert imported.split(".")[0] not in OUTSIDE, f"{name} imports {imported}"


def test_the_drawings_know_nothing_of_the_book() -> None:
    drawings = [path for name, path in MODULES.items() if name.startswith("drawings")]
    assert not [name for path in drawings for name in imports_of(path) if name.split(".")[0] == "book"]


def test_importing_the_model_loads_neither_sphinx_nor_docutils() -> None:
    model = [name for name in MODULES if name.startswith("book.") and layer_of(name) == 0]
    code = (
        f"import sys, importlib\nsys.path.insert(0, {str(EXT)!r})\n"
        f"for name in {model!r}: importlib.import_module(name)\n"
        f"print([name for name in sys.modules if name.split('.')[0] in {OUTSIDE!r}])"
    )
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert done.stdout.strip() == "[]"


def test_setup_is_a_list_of_registrations_of_under_60_lines() -> None:
    tree = ast.parse((BOOK / "extension.py").read_text(encoding="utf-8"))
    setup = next(node for node in tree.body if isinstance(node, ast.FunctionDef) and node.name == "setup")
    assert setup.end_lineno is not None
    assert setup.end_lineno - setup.lineno < 60


def test_run_of_a_directive_only_turns_options_and_body_into_a_node() -> None:
    for node in ast.walk(ast.parse((BOOK / "directives.py").read_text(encoding="utf-8"))):
        if isinstance(node, ast.FunctionDef) and node.name == "run":
            assert node.end_lineno is not None
            assert node.end_lineno - node.lineno <= 25, f"directives.py:{node.lineno}: run() is too long"


@pytest.mark.parametrize("module", MODULES)
def test_a_module_is_one_noun(module: str) -> None:
    # At 300 lines look for the second noun; at 350 it is there.
    assert len(MODULES[module].read_text(encoding="utf-8").splitlines()) <= 350
