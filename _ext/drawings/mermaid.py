"""How Mermaid is set up from the theme, and what its messages mean in the author's file."""

from __future__ import annotations

import json
import re
from dataclasses import dataclass

from .theme import Role, Theme

_COMMENT = re.compile(r"\s*%%(?!\{)")
_LINE = re.compile(r"\b(?:on line|line:?) (\d+)")
_OFFSET = re.compile(r"\boffset:? (\d+)")

# Bounds on what one diagram may hold: far above what the lint allows, far below what takes minutes.
MAX_CHARACTERS = 20_000
MAX_EDGES = 300


@dataclass(frozen=True, slots=True)
class Prepared:
    """A source as Mermaid gets it; ``lines[i]`` is the author's line number of line i + 1 of *text*."""

    text: str
    lines: tuple[int, ...]

    def author_line(self, message: str) -> int:
        """The line in the author's file that Mermaid's *message* is about; the first one of code when it names none."""
        if match := _LINE.search(message):
            number = int(match[1])
        elif match := _OFFSET.search(message):
            number = self.text.count("\n", 0, int(match[1])) + 1
        else:
            number = 1
        return self.lines[min(max(number, 1), len(self.lines)) - 1]

    def author_message(self, message: str) -> str:
        """Mermaid's *message* without its advice on configuration, and with the author's line numbers."""
        text = message.strip().partition("\n\n")[0]
        return _LINE.sub(lambda match: match[0].replace(match[1], str(self.author_line(match[0]))), text)


def prepare(source: str) -> Prepared:
    """Take front matter, comment lines and leading blank lines out of *source*.

    Mermaid does the same before it parses, and counts lines only afterwards.
    """
    kept = list(enumerate(source.split("\n"), 1))
    if kept and kept[0][1].rstrip() == "---":
        end = next((at for at, (_, line) in enumerate(kept) if at and line.rstrip() == "---"), 0)
        kept = kept[end + 1 :] if end else kept
    kept = [(number, line) for number, line in kept if not _COMMENT.match(line)]
    while kept and not kept[0][1].strip():
        kept.pop(0)
    while kept and not kept[-1][1].strip():
        kept.pop()
    return Prepared("\n".join(line for _, line in kept) + "\n", tuple(number for number, _ in kept) or (1,))


def config(theme: Theme) -> dict[str, object]:
    """The configuration for ``mermaid.initialize``: the same for the committed drawings and for drafts in a browser."""
    page, roles = theme.page, theme.roles
    plain, note, group, replica = roles["plain"], roles["note"], roles["group"], roles["replica"]
    ink, edge, paper = page["ink"].light, page["edge"].light, page["paper"].light
    return {
        "startOnLoad": False,
        "suppressErrorRendering": True,
        "securityLevel": "strict",
        "theme": "base",
        "look": "classic",
        "htmlLabels": False,
        "deterministicIds": True,
        "deterministicIDSeed": "drawing",
        "handDrawnSeed": 1,
        "maxTextSize": MAX_CHARACTERS,
        "maxEdges": MAX_EDGES,
        "fontFamily": theme.font_css,
        "fontSize": theme.size_px,
        "flowchart": {
            "htmlLabels": False,
            "useMaxWidth": False,
            "padding": 18,
            "nodeSpacing": 42,
            "rankSpacing": 48,
            "wrappingWidth": 190,
            "curve": "basis",
            "subGraphTitleMargin": {"top": 6, "bottom": 14},
        },
        "sequence": {
            "useMaxWidth": False,
            "mirrorActors": False,
            "diagramMarginX": 12,
            "diagramMarginY": 12,
            "actorMargin": 56,
            "width": 130,
            "height": 48,
            "boxMargin": 10,
            "messageMargin": 34,
            "noteMargin": 12,
            "actorFontSize": theme.size_px,
            "messageFontSize": theme.small_px,
            "noteFontSize": theme.small_px,
        },
        "state": {"useMaxWidth": False, "padding": 10},
        "themeVariables": {
            "fontFamily": theme.font_css,
            "fontSize": f"{theme.size_px}px",
            "background": paper,
            "primaryColor": plain.fill.light,
            "primaryBorderColor": plain.line.light,
            "primaryTextColor": plain.text.light,
            "secondaryColor": replica.fill.light,
            "secondaryBorderColor": replica.line.light,
            "secondaryTextColor": replica.text.light,
            "tertiaryColor": group.fill.light,
            "tertiaryBorderColor": group.line.light,
            "tertiaryTextColor": group.text.light,
            "mainBkg": plain.fill.light,
            "nodeBorder": plain.line.light,
            "nodeTextColor": plain.text.light,
            "textColor": ink,
            "titleColor": ink,
            "lineColor": edge,
            "arrowheadColor": edge,
            "defaultLinkColor": edge,
            "edgeLabelBackground": paper,
            "labelBackgroundColor": paper,
            "clusterBkg": group.fill.light,
            "clusterBorder": group.line.light,
            "noteBkgColor": note.fill.light,
            "noteBorderColor": note.line.light,
            "noteTextColor": note.text.light,
            "actorBkg": plain.fill.light,
            "actorBorder": plain.line.light,
            "actorTextColor": plain.text.light,
            "actorLineColor": plain.line.light,
            "signalColor": edge,
            "signalTextColor": ink,
            "labelBoxBkgColor": group.fill.light,
            "labelBoxBorderColor": group.line.light,
            "labelTextColor": group.text.light,
            "loopTextColor": group.text.light,
            "activationBkgColor": page["band"].light,
            "activationBorderColor": plain.line.light,
            "sequenceNumberColor": paper,
            "transitionColor": edge,
            "transitionLabelColor": ink,
            "stateLabelColor": plain.text.light,
            "stateBkg": plain.fill.light,
            "labelColor": plain.text.light,
            "compositeBackground": group.fill.light,
            "compositeTitleBackground": group.fill.light,
            "compositeBorder": group.line.light,
            "altBackground": group.fill.light,
            "specialStateColor": edge,
            "innerEndBackground": edge,
            "errorBkgColor": roles["bad"].fill.light,
            "errorTextColor": roles["bad"].text.light,
        },
        "themeCSS": theme_css(theme),
    }


def theme_css(theme: Theme) -> str:
    """The rules that give each role its look: authors write ``node:::replica`` and define nothing."""
    page, plain = theme.page, theme.roles["plain"]
    words = (".messageText", ".loopText", ".sectionTitle", ".labelText", ".noteText")
    small = ", ".join(f"{name}, {name} tspan" for name in words)
    rules = [
        _shape_rule(".node", plain),
        _shape_rule(".node.statediagram-note", theme.roles["note"]),
        _shape_rule(".cluster", theme.roles["group"]),
        f".edgePath path, .flowchart-link, .transition {{ stroke: {page['edge'].light}; stroke-width: 1.5px; }}",
        ".edge-thickness-thick { stroke-width: 3px; }",
        f".edgeLabel text, .edgeLabel tspan {{ fill: {page['ink'].light}; font-size: {theme.small_px}px; }}",
        f".edgeLabel rect {{ fill: {page['paper'].light}; opacity: 1 !important; stroke: none; }}",
        f"{small} {{ font-size: {theme.small_px}px !important; stroke: none; }}",
        f"[id$='-filled-head'] path {{ fill: {page['edge'].light}; }}",
        f".actor-line {{ stroke: {plain.line.light}; stroke-width: 1px; }}",
        f".messageLine0, .messageLine1 {{ stroke: {page['edge'].light}; stroke-width: 1.5px; }}",
        ".messageLine1 { stroke-dasharray: 5 3; }",
    ]
    for name, role in theme.roles.items():
        if name not in ("plain", "group"):
            rules.append(_shape_rule(f".node.{name}", role))
    rules += [
        f".timeline-node path {{ fill: {plain.fill.light} !important; stroke: {plain.line.light} !important; }}",
        f".timeline-node line {{ stroke: {plain.line.light} !important; }}",
        f".timeline-node text, .timeline-node tspan {{ fill: {plain.text.light} !important; }}",
        f".lineWrapper line {{ stroke: {page['edge'].light} !important; stroke-width: 1.5px !important; }}",
        f'[class*="section-edge-"] {{ stroke: {page["edge"].light} !important; stroke-width: 1.5px !important; }}',
        _shape_rule(".node.section-root", theme.roles["replica"]),
        ".mindmap-node line { display: none; }",
    ]
    # The dots where a state diagram begins and ends; Mermaid gives them no class of their own but the first.
    dot = page["edge"].light
    ring = ".node > .outer-path:not(.label-container)"
    rules += [
        f".node > circle.state-start {{ fill: {dot} !important; stroke: {dot} !important; }}",
        f"{ring} > path {{ fill: {page['paper'].light} !important; stroke: {dot} !important; }}",
        f"{ring} > g > path {{ fill: {dot} !important; stroke: none !important; }}",
        # Of an outlined shape's two paths one is the area and one the line.
        '.node.node.node path[stroke="none"] { stroke: none !important; }',
        '.node.node.node.node path[fill="none"] { fill: none !important; }',
    ]
    return "\n".join(rules)


def config_json(theme: Theme) -> str:
    """The configuration as text that changes exactly when the configuration or the symbols do."""
    return json.dumps([config(theme), theme.symbols], sort_keys=True)


def _shape_rule(selector: str, role: Role) -> str:
    shapes = ", ".join(
        f"{selector} > {s}, {selector} > g > {s}" for s in ("rect", "path", "polygon", "circle", "ellipse")
    )
    dash = " ".join(f"{length:g}" for length in role.dash_px) or "none"
    outline = f"stroke: {role.line.light} !important; stroke-width: {role.width_px:g}px !important;"
    return (
        f"{shapes} {{ fill: {role.fill.light} !important; {outline} stroke-dasharray: {dash} !important; }}\n"
        f"{selector} text, {selector} tspan {{ fill: {role.text.light} !important; }}"
    )
