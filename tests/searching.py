"""Documents and queries for the search, a site made of them, and how to ask its page."""

from __future__ import annotations

import re
from pathlib import Path

HERE = Path(__file__).parent / "search"


def rows(file: Path) -> list[list[str]]:
    """The rows of a table with tabs; lines that begin with # are remarks."""
    lines = file.read_text("utf-8").splitlines()
    return [line.split("\t") for line in lines if line and not line.startswith("#")]


# Types a query into the search page and gives the addresses of all that it shows.
ASK = """async query => {
  const input = document.getElementById("q"), panel = document.getElementById("found");
  const status = panel.querySelector("[role=status]"), more = panel.querySelector("button");
  const until = async test => {
    for (let i = 0; i < 4000 && !test(); i++) await new Promise(done => setTimeout(done, 5));
  };
  status.textContent = "";
  input.value = query;
  input.form.requestSubmit();
  await until(() => status.textContent);
  while (!more.hidden) {
    const count = panel.querySelectorAll("li").length;
    more.click();
    await until(() => panel.querySelectorAll("li").length > count || more.hidden);
  }
  return [...panel.querySelectorAll("li a")].map(link => link.getAttribute("href"));
}"""


def news(root: Path, documents: list[list[str]]) -> None:
    """A site with a story for each document, in the edition of its script."""
    (root / "config.yaml").write_text("title: ख़बर\nbase_url: https://khabar.example/\neditions: {hi: {}, en: {}}\n")
    for number, (name, title) in enumerate(documents):
        edition = "hi" if re.search("[\u0900-\u097f]", title) else "en"
        file = root / f"content/{name.replace('_', '-')}.{edition}.md"
        file.parent.mkdir(parents=True, exist_ok=True)
        file.write_text(f"---\ntitle: {title}\ndate: 2024-03-{number % 28 + 1:02}\n---\n", "utf-8")
