"""The lint of Mermaid diagrams: patterns no line may match, and how much one picture may hold."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from typing import TypeAlias

from .mermaid import MAX_CHARACTERS

MAX_NODES = 14  # The book aims at 12; two more are let through.
MAX_PARTICIPANTS = 8
MAX_MESSAGES = 14
MAX_LABEL_WORDS = 5

# Line, what is wrong with its remedy, and whether it is only a note.
Finding: TypeAlias = tuple[int, str, bool]
Line: TypeAlias = tuple[int, str]

_EMOJI = "\u2600-\u26ff\u2700-\u27bf\u2b50-\u2b55\ufe0f\U0001f000-\U0001faff"
_CJK = "\u2e80-\u30ff\u3100-\u318f\u3400-\u4dbf\u4e00-\u9fff\uac00-\ud7af\uf900-\ufaff\uff00-\uffef"
_BY_HAND = "is set by hand and can't follow light, dark and print; give the node a role, such as id:::replica"
PATTERNS: tuple[tuple[re.Pattern[str], str], ...] = (
    (re.compile(r"^\s*journey\b"), "`journey` can't be drawn in the book's look; draw a flowchart or a state diagram"),
    (re.compile(r"^\s*xychart(-beta)?\b"), "`xychart` has no labelled lines; write the chart as a .vl.json file"),
    (re.compile(r"\$\$"), "`$$` formulas are not drawn; write words or plain letters, and the formula in the text"),
    (re.compile(f"[{_EMOJI}]"), "an emoji looks different on every device; give the node a role, which has a symbol"),
    (re.compile(f"[{_CJK}]"), "this writing is in none of the drawings' fonts; write it in Latin letters"),
    (re.compile(r"^\s*(style|classDef|linkStyle)\s"), f"a style {_BY_HAND}"),
    (re.compile(r"%%\{\s*(init|wrap)"), f"a configuration {_BY_HAND}"),
    (re.compile(r"^---\s*$"), f"a title or configuration {_BY_HAND}; the caption is the title"),
    (re.compile(r"#[0-9a-fA-F]{6}\b(?!;)|\brgba?\("), f"a color {_BY_HAND}"),
    (
        re.compile(r"(?<!<)</?(?!br\s*/?>)[a-zA-Z][^<>]*>(?!>)"),
        "HTML in a label is not drawn; write plain words, and <br> for a new line",
    ),
)

_STRING = re.compile(r'"[^"]*"')
_BRACKETS = re.compile(r"\[[^\[\]]*\]|\([^()]*\)|\{[^{}]*\}|\|[^|]*\|")
_EDGE_TEXT = re.compile(r"(?:--|==|-\.)\s+([^->=.|]+?)\s+(?:--+>?|==+>?|\.-+>?)")
_ARROW = re.compile(r"\s*(?:<|(?<=\s)[ox])?(?:--+|==+|-\.+-?|~~~)(?:[>ox](?=\s|$)|>|-)?\s*")
_NOT_NODES = re.compile(r"\s*(subgraph|end|direction|click|class|classDef|style|linkStyle|accTitle|accDescr)\b")
_MESSAGE = re.compile(r"^\s*([^\s:].*?)\s*(?:<<)?--?(?:>>|>|x|\))\s*[+-]?\s*([^:]+?)\s*:\s*(.*)$")
_PARTICIPANT = re.compile(r"^\s*(?:create\s+)?(?:participant|actor)\s+(.+?)(?:@\{.*\})?(?:\s+as\s+(.*))?$")
_BLOCK = re.compile(r"\s*(note|alt|else|opt|loop|par|and|critical|option|break|end|rect|box)\b", re.IGNORECASE)
_STATE_ARROW = re.compile(r"^\s*(\S+)\s*-->\s*([^\s:]+(?::::?\w+)?)\s*(?::\s*(.*))?$")
_STATE_NAME = re.compile(r'^\s*state\s+"([^"]*)"\s+as\s+(\w+)')


def problems(text: str) -> Iterator[Finding]:
    """Each problem of the diagram *text*, with its line."""
    code = [
        (number, line)
        for number, line in enumerate(text.split("\n"), 1)
        if line.strip() and not re.match(r"\s*%%(?!\{)", line)
    ]
    if not code:
        yield 1, "is empty; write the diagram", False
        return
    if len(text) > MAX_CHARACTERS:
        yield 1, f"has {len(text):,} characters, and Mermaid stops at {MAX_CHARACTERS:,}; split it", False
    for number, line in code:
        for regex, what in PATTERNS:
            if regex.search(line):
                yield number, what, False
    first = next((at for at, (_, line) in enumerate(code) if line.split()[0] in KINDS), None)
    if first is not None:
        yield from KINDS[code[first][1].split()[0]](code[first:])


def flowchart(code: list[Line]) -> Iterator[Finding]:
    """Raw quotes, long labels, and too many nodes."""
    nodes: set[str] = set()
    for number, line in code[1:]:
        if has_raw_quote(line):
            yield number, 'a label has a raw quote in it; write #quot; for it: a["they said #quot;yes#quot;"]', False
        for label in labels(line):
            yield from _words(number, label)
        if not _NOT_NODES.match(line):
            nodes |= node_ids(line)
    yield from _too_many(code, len(nodes), "nodes", MAX_NODES)


def sequence(code: list[Line]) -> Iterator[Finding]:
    """Long labels, too many participants or messages."""
    people: set[str] = set()
    messages = 0
    for number, line in code[1:]:
        if match := _PARTICIPANT.match(line):
            people.add(match[1].strip())
            yield from _words(number, match[2] or match[1])
        elif not _BLOCK.match(line) and (match := _MESSAGE.match(line)):
            messages += 1
            people |= {match[1], match[2]}
            yield from _words(number, match[3])
    yield from _too_many(code, len(people), "participants", MAX_PARTICIPANTS)
    yield from _too_many(code, messages, "messages", MAX_MESSAGES)


def state(code: list[Line]) -> Iterator[Finding]:
    """Long labels and too many states."""
    states: set[str] = set()
    for number, line in code[1:]:
        if match := _STATE_ARROW.match(line):
            ends = (match[1].partition(":::")[0], match[2].partition(":::")[0])
            states |= {end for end in ends if end != "[*]"}
            yield from _words(number, match[3] or "")
        elif match := _STATE_NAME.match(line):
            states.add(match[2])
            yield from _words(number, match[1])
        elif match := re.match(r"\s*state\s+(\w+)", line):
            states.add(match[1])
    yield from _too_many(code, len(states), "states", MAX_NODES)


def node_ids(line: str) -> set[str]:
    """The ids of the nodes that a line of a flowchart names."""
    bare = _without_labels(line)
    pieces = (piece for part in _ARROW.split(bare) for piece in re.split(r"\s+&\s+|;", part))
    names = (re.sub(r":::[\w-]+", "", piece).strip().removesuffix("@") for piece in pieces)
    return {name for name in names if re.fullmatch(r"\w[\w.-]*", name)}


def labels(line: str) -> list[str]:
    """The words on the nodes and edges of a line of a flowchart."""
    quoted = [text[1:-1] for text in _STRING.findall(line)]
    bare = _STRING.sub("", line)
    bracketed = [text[1:-1].strip("[](){}/\\<> ") for text in _BRACKETS.findall(bare)]
    return [label for label in (*quoted, *bracketed, *_EDGE_TEXT.findall(bare)) if label.strip()]


def has_raw_quote(line: str) -> bool:
    """Whether a quote stands anywhere but around a whole label."""
    at = 0
    while (start := line.find('"', at)) >= 0:
        before = line[:start].rstrip()[-1:]
        end = line.find('"', start + 1)
        after = line[end + 1 :].lstrip()[:1]
        opens = before in tuple("[({|>/\\-=.:,") or re.match(r"\s*(subgraph|click)\b", line)
        if end < 0 or not opens or (after and after not in "])}|/\\-=.,"):
            return True
        at = end + 1
    return False


def _without_labels(line: str) -> str:
    bare = re.sub(r"@\{.*?\}", "", _STRING.sub("", line))
    previous = ""
    while previous != bare:  # Brackets nest, as in a(("text")).
        previous, bare = bare, _BRACKETS.sub("", bare)
    bare = re.sub(r"(?<=\w)>[^\]]*\]", "", bare)
    return _EDGE_TEXT.sub(" --> ", bare)


def _too_many(code: list[Line], count: int, what: str, limit: int) -> Iterator[Finding]:
    if count > limit:
        yield code[0][0], f"has {count} {what}, and a reader follows {min(limit, 12)} or so; leave out or split", False


def _words(number: int, label: str) -> Iterator[Finding]:
    words = [word for word in re.sub(r"<br\s*/?>|#\w+;", " ", label).split() if re.search(r"\w", word)]
    if len(words) > MAX_LABEL_WORDS:
        what = f"the label {' '.join(words)!r} has {len(words)} words; {MAX_LABEL_WORDS} are read at a glance"
        yield number, what, True


KINDS: dict[str, Callable[[list[Line]], Iterator[Finding]]] = {
    "flowchart": flowchart,
    "graph": flowchart,
    "sequenceDiagram": sequence,
    "stateDiagram-v2": state,
    "stateDiagram": state,
}
