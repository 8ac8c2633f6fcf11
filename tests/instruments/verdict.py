"""What an instrument says: findings with exact places, and what it measured."""

from __future__ import annotations

from dataclasses import dataclass, field


@dataclass(frozen=True, slots=True, order=True)
class Finding:
    """One fault: on which page, at which place of it, and what is wrong."""

    page: str
    place: str
    what: str

    def __str__(self) -> str:
        return f"{self.page}  {self.place}  {self.what}".replace("    ", "  ")


@dataclass(slots=True)
class Verdict:
    """An instrument's judgement of a site."""

    instrument: str
    goal: str
    measured: str = ""
    findings: list[Finding] = field(default_factory=list)
    figures: dict[str, str] = field(default_factory=dict)  # what was measured, one by one, where that is of interest

    @property
    def fine(self) -> bool:
        """Whether the goal is met."""
        return not self.findings


def grouped(findings: list[Finding]) -> list[str]:
    """Findings as lines: what is wrong and where is said once, with the pages that have it."""
    found: dict[tuple[str, str], list[str]] = {}
    for each in sorted(set(findings)):
        found.setdefault((each.what, each.place), []).append(each.page)
    lines = []
    for (what, place), pages in sorted(found.items(), key=lambda each: (-len(each[1]), each[0])):
        more = f" and {len(pages) - 3} more" if len(pages) > 3 else ""
        lines.append(f"{what}{f' at `{place}`' if place else ''}: {', '.join(pages[:3])}{more}")
    return lines
