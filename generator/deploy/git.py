"""A git branch, as GitHub Pages serves one: the output as a commit made beside the working tree, which stays as it is.

Whoever reads the branch sees the old site or the new one, never half: a push moves it whole.
"""

from __future__ import annotations

import tempfile
from dataclasses import dataclass, field
from pathlib import Path
from typing import TYPE_CHECKING

from generator.deploy import programs
from generator.deploy.cargo import Changes
from generator.paths import CONFIG
from generator.problems import SiteError, Where, problem

if TYPE_CHECKING:
    from collections.abc import Mapping

    from generator.deploy.cargo import Cargo
    from generator.options import Progress
    from generator.targets import Target

KEPT = ("CNAME",)  # on the branch, and not ours to take away
JEKYLL = ".nojekyll"
NOBODY = {
    f"GIT_{who}_{what}": value
    for who in ("AUTHOR", "COMMITTER")
    for what, value in (("NAME", "Khabar"), ("EMAIL", "khabar@localhost"))
}


@dataclass(slots=True)
class GitRemote:
    """A branch of a remote repository; its lifetime is a deploy's."""

    site: Path
    target: Target
    cargo: Cargo
    repository: Path = field(init=False)  # git's own folder: the site's, or else one in its cache
    own: bool = field(init=False)  # whether that is the site's
    tip: str = ""  # of the branch, as it is at the remote
    tree: str = ""  # that the branch shall have

    def __post_init__(self) -> None:
        found = programs.run(
            ["git", "-C", str(self.site), "rev-parse", "--absolute-git-dir"], self.target.name, fine=(0, 128)
        )
        self.own = bool(found.strip())
        self.repository = Path(found.decode().strip()) if self.own else self.site / ".cache" / "deploy" / "git"
        if not self.own and not (self.repository / "HEAD").exists():
            programs.run(["git", "init", "--quiet", "--bare", str(self.repository)], self.target.name)

    @property
    def branch(self) -> str:
        """The branch's name at the remote."""
        return self.target.setting("branch", "gh-pages")

    @property
    def remote(self) -> str:
        """A remote's name in the site's repository, or an address."""
        name = self.target.setting("remote", "origin")
        local = (self.site / name).resolve()
        return str(local) if ":" not in name and "/" in name and local.exists() else name

    def compare(self) -> Changes:
        """Puts the output into the repository as a tree, and compares it with the branch's."""
        name = f"refs/heads/{self.branch}"
        self._git("check-ref-format", name)
        listed = self._git("ls-remote", self.remote, name).decode().split()
        self.tip = listed[0] if listed else ""
        if self.tip:
            self._git("fetch", "--quiet", "--no-tags", "--no-write-fetch-head", self.remote, f"+{name}:{self._ref}")
            self._refuse_sources()
        self.tree = self._write_tree()
        paths = self._paths()
        if not self.tip:
            return Changes(paths, size=self.cargo.size(self.cargo.paths))
        told = self._git("diff-tree", "-r", "-z", "--name-status", "--no-renames", self.tip, self.tree)
        words = told.decode("utf-8", "surrogateescape").split("\0")
        kinds = dict(zip(words[1::2], words[::2], strict=False))
        sent = tuple(path for path, kind in kinds.items() if kind != "D")
        gone = tuple(path for path, kind in kinds.items() if kind == "D")
        ours = [path for path in sent if path in set(self.cargo.paths)]
        return Changes(sent, gone, len(paths) - len(sent), self.cargo.size(ours))

    def send(self, changes: Changes, progress: Progress) -> str:
        """Commits the tree and pushes the commit; nothing where the branch has that tree already."""
        squash = self.target.setting("history") == "squash"
        if self.tip and not changes.sent and not changes.gone:
            return ""
        parents = ["-p", self.tip] if self.tip and not squash else []
        commit = self._git(
            "commit-tree", self.tree, *parents, given=self._message().encode(), environment=self._identity()
        )
        commit_id = commit.decode().strip()
        progress("push", 0, 1)
        lease = [f"--force-with-lease=refs/heads/{self.branch}:{self.tip}"] if squash and self.tip else []
        self._git("push", "--quiet", *lease, self.remote, f"{commit_id}:refs/heads/{self.branch}")
        progress("push", 1, 1)
        self._git("update-ref", self._ref, commit_id)
        return f"commit {commit_id[:10]} on {self.branch}"

    @property
    def _ref(self) -> str:
        return f"refs/khabar/{self.target.name}"

    def _git(
        self,
        *arguments: str,
        given: bytes = b"",
        fine: tuple[int, ...] = (0,),
        environment: Mapping[str, str] | None = None,
    ) -> bytes:
        command = ["git", f"--git-dir={self.repository}", "-c", "core.quotePath=false", "-c", "gc.auto=0", *arguments]
        return programs.run(command, self.target.name, given, environment, fine)

    def _refuse_sources(self) -> None:
        """Refuses a branch that holds a site's sources: they would be replaced by what was built from them."""
        if CONFIG in self.cargo.paths:
            return
        if self._git("ls-tree", self._ref, "--", CONFIG):
            raise SiteError(problem("deploy-sources", Where(CONFIG), target=self.target.name, branch=self.branch))

    def _paths(self) -> tuple[str, ...]:
        paths = self.cargo.unpacked()
        return paths if JEKYLL in paths else (*paths, JEKYLL)

    def _write_tree(self) -> str:
        """A tree of the output's bytes as they are: no filter, no attribute, no ignore rule touches them."""
        paths = self.cargo.unpacked()
        names = "".join(f"{(self.cargo.root / path).resolve()}\n" for path in paths)
        blobs = self._git("hash-object", "-w", "--no-filters", "--stdin-paths", given=names.encode()).decode().split()
        entries = dict(zip(paths, blobs, strict=True))
        if JEKYLL not in entries:
            entries[JEKYLL] = self._git("hash-object", "-w", "--stdin").decode().strip()
        for name in KEPT if self.tip else ():
            there = self._git("ls-tree", self._ref, "--", name).decode().split()
            if there and name not in entries:
                entries[name] = there[2]
        lines = "".join(f"100644 {blob}\t{path}\0" for path, blob in entries.items())
        with tempfile.TemporaryDirectory() as folder:
            index = {"GIT_INDEX_FILE": str(Path(folder, "index"))}
            self._git(
                "update-index", "-z", "--index-info", given=lines.encode("utf-8", "surrogateescape"), environment=index
            )
            return self._git("write-tree", environment=index).decode().strip()

    def _message(self) -> str:
        """What was deployed: the source's commit, and whether files had been changed since."""
        head = self._git("log", "-1", "--format=%H %s", fine=(0, 128)).decode("utf-8", "replace").strip()
        if not self.own or not head:
            return f"Site of {self.cargo.base_url}\n"
        dirty = programs.run(["git", "-C", str(self.site), "status", "--porcelain", "."], self.target.name)
        commit, _, subject = head.partition(" ")
        beside = "\n\nFiles of the site had been changed since that commit." if dirty.strip() else ""
        return f"Site of {commit[:10]}: {subject}\n\nSource: {commit}{beside}\n"

    def _identity(self) -> dict[str, str]:
        """Who commits: whoever git knows, or else Khabar, as on a machine that only builds."""
        known = self._git("var", "GIT_COMMITTER_IDENT", fine=(0, 128))
        return {} if known.strip() else NOBODY
