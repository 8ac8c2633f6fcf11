"""Files for an editor, as VS Code reads them: schemas, settings, and snippets for front matter and blocks."""

from __future__ import annotations

import json
import re
from typing import TYPE_CHECKING

from generator.json_schema import config_schema, front_matter_schema
from generator.roots import find_files, layout_roots

if TYPE_CHECKING:
    from pathlib import Path

FOLDER = ".vscode"
CONFIG_SCHEMA, FRONT_MATTER_SCHEMA = "khabar-config.schema.json", "khabar-front-matter.schema.json"
SNIPPETS = "khabar.code-snippets"
_ARGUMENT = re.compile(r"part\.args\.([a-z_]+)")
_SAID = re.compile(r"\{#.*?(?:—|-) (.+?)\s*#\}", re.DOTALL)
_GAP = re.compile(r"\{([a-z]+)\}")
_TODAY = "$CURRENT_YEAR-$CURRENT_MONTH-$CURRENT_DATE $CURRENT_HOUR:$CURRENT_MINUTE"
_SETTINGS = {
    "yaml.schemas": {f"{FOLDER}/{CONFIG_SCHEMA}": "config.yaml"},
    "search.exclude": {"output": True, ".cache": True},
    "files.insertFinalNewline": True,
    "[markdown]": {
        "editor.wordWrap": "on",
        "editor.quickSuggestions": {"other": True, "comments": False, "strings": True},
        # Devanagari has signs that look like Latin ones, and joiners that cannot be seen: they are no mistake.
        "editor.unicodeHighlight.ambiguousCharacters": False,
        "editor.unicodeHighlight.invisibleCharacters": False,
    },
}


def editor_files(site: Path) -> dict[str, str]:
    """The files for an editor by their paths from the site's folder."""
    files = {
        "settings.json": _SETTINGS,
        "extensions.json": {"recommendations": ["redhat.vscode-yaml"]},
        SNIPPETS: {**_story_snippets(site), **_block_snippets(site)},
    }
    found = {
        f"{FOLDER}/{name}": json.dumps(value, ensure_ascii=False, indent=2) + "\n" for name, value in files.items()
    }
    schemas = {CONFIG_SCHEMA: config_schema(), FRONT_MATTER_SCHEMA: front_matter_schema()}
    # Nobody reads these, and every rule with every severity is in one of them.
    compact = {name: json.dumps(schema, ensure_ascii=False, separators=(",", ":")) for name, schema in schemas.items()}
    return found | {f"{FOLDER}/{name}": f"{text}\n" for name, text in compact.items()}


def _story_snippets(site: Path) -> dict[str, object]:
    """A snippet for each archetype: the front matter that `khabar new` would write."""
    found: dict[str, object] = {}
    for name, file in sorted(find_files(layout_roots(site), "archetypes").items()):
        kind = name.removesuffix(".md")
        places: list[str] = []

        def place(gap: re.Match[str], places: list[str] = places) -> str:
            if gap[1] == "date":
                return _TODAY
            if gap[1] not in places:
                places.append(gap[1])
            return f"${{{places.index(gap[1]) + 1}:{gap[1]}}}"

        lines = [line for line in file.read_text("utf-8-sig").splitlines() if not line.startswith("untranslated")]
        body = [_GAP.sub(place, line.replace("$", "\\$")) for line in lines]
        found[f"front matter: {kind}"] = _snippet(
            f"front-{kind.replace('.', '-')}", [*body, "$0"], "a story's front matter"
        )
    return found


def _block_snippets(site: Path) -> dict[str, object]:
    """A snippet for each block: its arguments, and room for its content."""
    found: dict[str, object] = {}
    for name, file in sorted(find_files(layout_roots(site), "blocks").items()):
        if "/" in name or not name.endswith(".html"):
            continue
        block, source = name.removesuffix(".html"), file.read_text("utf-8-sig")
        arguments = list(dict.fromkeys(_ARGUMENT.findall(source)))
        given = "".join(f' {each}="${{{number}:{each}}}"' for number, each in enumerate(arguments, 1))
        said = _SAID.match(source)
        purpose = " ".join(said[1].split()) if said else f"the block {block}"
        found[f"block: {block}"] = _snippet(f":::{block}", [f":::{block}{given}", "$0", ":::"], purpose)
    return found


def _snippet(prefix: str, body: list[str], description: str) -> dict[str, object]:
    return {"scope": "markdown", "prefix": prefix, "body": body, "description": description}
