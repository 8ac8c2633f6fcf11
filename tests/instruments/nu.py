"""The Nu HTML checker on all pages."""

from __future__ import annotations

import json
import subprocess
from pathlib import Path

from instruments.sample import REPOSITORY
from instruments.verdict import Finding, Verdict

JAR = REPOSITORY / "node_modules/vnu-jar/build/dist/vnu.jar"


def judge(www: Path) -> Verdict:
    """What the checker says of every page below a folder; warnings count, its remarks do not."""
    verdict = Verdict("Nu HTML checker", "0 errors, 0 warnings")
    command = ["java", "-jar", str(JAR), "--format", "json", "--skip-non-html", str(www)]
    result = subprocess.run(command, capture_output=True, encoding="utf-8", check=False)
    # A Java that was told things by its surroundings says so in the same stream, first.
    messages = json.loads(result.stderr[result.stderr.index("{") :])["messages"]
    said = [
        each
        for each in messages
        if (each["type"] == "error" or each.get("subType") == "warning")
        # From files it knows no origin, so that nothing is the site's own: a browser judges that, in quiet.py.
        and "violates Content Security Policy" not in each["message"]
    ]
    verdict.findings = [
        Finding(
            each["url"].rpartition(f"/{www.name}/")[2],
            f"line {each.get('lastLine', '?')}: {' '.join(each.get('extract', '').split())[:80]}",
            f"{'warning' if each['type'] == 'info' else 'error'}: {each['message']}",
        )
        for each in said
    ]
    pages = sum(1 for _ in www.rglob("*.html"))
    verdict.measured = f"{len(said)} messages on {pages} pages"
    return verdict
