"""Writes what the code knows into the reference pages: `make reference`."""

from __future__ import annotations

from pathlib import Path

from reference import blocks, commands, keys, layouts, rules

FOLDER = Path(__file__).resolve().parents[2] / "docs/content/en/pages/reference"
PAGES = {
    "blocks.md": blocks.refresh,
    "commands.md": commands.refresh,
    "config.md": keys.refresh_config,
    "front-matter.md": keys.refresh_front_matter,
    "layouts.md": layouts.refresh,
    "rules.md": rules.refresh,
}


def main() -> None:
    """Refreshes every page, and says which have changed."""
    for name, refresh in PAGES.items():
        path = FOLDER / name
        text = path.read_text("utf-8")
        if (fresh := refresh(text)) != text:
            path.write_text(fresh, "utf-8")
            print(path.relative_to(Path.cwd()) if path.is_relative_to(Path.cwd()) else path)  # noqa: T201


if __name__ == "__main__":
    main()
