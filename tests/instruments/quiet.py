"""The browser has nothing to complain of: no error, nothing blocked by the pages' own policy, no file lacking."""

from __future__ import annotations

from playwright.sync_api import Browser

from instruments.sample import Kind
from instruments.verdict import Finding, Verdict
from instruments.views import window


def judge(browser: Browser, address: str, kinds: tuple[Kind, ...]) -> Verdict:
    """What the browser says of the pages while it shows them, and which files it does not get."""
    verdict = Verdict("browser's complaints", "none, the Content-Security-Policy's included")
    for kind in kinds:
        where = kind.path or "/"
        say = lambda place, what, page=where: verdict.findings.append(Finding(page, place, what))  # noqa: E731
        with window(browser) as page:
            page.on("console", lambda message, say=say: message.type in ("error", "warning") and say("", message.text))
            page.on("pageerror", lambda error, say=say: say("", str(error)))
            page.on(
                "response", lambda answer, say=say: answer.status >= 400 and say(answer.url, f"answers {answer.status}")
            )
            page.goto(address + kind.path, wait_until="networkidle")
    verdict.measured = f"{len(verdict.findings)} on {len(kinds)} pages"
    return verdict
