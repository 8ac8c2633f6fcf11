"""`khabar deploy` against real targets: a bare repository, a folder by rsync, an S3 server; and what it refuses."""

from __future__ import annotations

import json
import os
import re
import shutil
import subprocess
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import pytest
from conftest import CONFIG, SiteFolder

from generator.cli import main
from generator.deploy import cargo, git, headers, manifest, programs, rsync
from generator.deploy.checkup import is_local
from generator.targets import Target

NOW = ("--now", "2024-09-01T12:00")


@dataclass
class Deploy:
    """The command as a user types it, for a site with a few stories."""

    site: SiteFolder
    capture: pytest.CaptureFixture[str]

    def __call__(self, *arguments: str, command: str = "deploy", now: tuple[str, ...] = NOW) -> tuple[int, str, str]:
        self.capture.readouterr()
        try:
            code = main([command, "--site", str(self.site.root), *now, *arguments])
        except SystemExit as end:
            code = end.code
        return (code, *self.capture.readouterr())

    def json(self, *arguments: str) -> dict[str, Any]:
        code, out, err = self("--json", *arguments)
        assert code == 0, out + err
        return json.loads(out)

    def refused(self, *arguments: str) -> list[str]:
        """The rules by which a deploy was refused."""
        code, out, _ = self("--json", *arguments)
        assert code == 1
        return [each["rule"] for each in json.loads(out)["problems"]]

    def targets(self, text: str) -> None:
        self.site.write("config.yaml", f"{CONFIG}deploy:\n{text}")


@pytest.fixture
def deploy(site: SiteFolder, capsys: pytest.CaptureFixture[str]) -> Deploy:
    for name in ("one", "two"):
        for code in ("hi", "en"):
            site.article(f"world/{name}.{code}.md", title=f"{name} {code}", aliases=f"/old/{name}-{code}.html")
    # The output may be deployed to a folder beside it: nothing that a test writes is part of the site.
    found = Deploy(site, capsys)
    found.targets("  live: {to: rsync, path: live}\n")
    return found


def files(folder: Path) -> dict[str, bytes]:
    """What stands at a folder, without the manifest."""
    paths = (each for each in sorted(folder.rglob("*")) if each.is_file() and each.name != manifest.NAME)
    return {each.relative_to(folder).as_posix(): each.read_bytes() for each in paths}


def assert_readable(there: dict[str, bytes]) -> None:
    """Every page that is there finds the styles and scripts that it names."""
    for path, data in there.items():
        if path.endswith(".html"):
            named = re.findall(rb'(?:href|src)="/((?:assets|media)/[^"]+)"', data)
            assert {each.decode() for each in named} <= there.keys(), path


# ── rsync ────────────────────────────────────────────────────────────────────────────────────────────────────────────


def test_rsync_sends_the_site_and_then_nothing(deploy: Deploy) -> None:
    first = deploy.json("live")
    live = deploy.site.root / "live"
    assert files(live) == deploy.site.output()
    assert (first["uploaded"], first["unchanged"], first["deleted"]) == (len(files(live)), 0, 0)
    second = deploy.json()
    assert (second["uploaded"], second["unchanged"], second["deleted"]) == (0, first["uploaded"], 0)
    assert "nothing to do" in deploy()[1]


def test_rsync_sends_what_changed_and_deletes_what_is_gone_and_nothing_else(deploy: Deploy) -> None:
    deploy()
    live = deploy.site.root / "live"
    (live / "mine.txt").write_text("not Khabar's")
    before = {path: (live / path).stat().st_mtime_ns for path in files(live)}
    deploy.site.delete("content/world/two.hi.md")
    deploy.site.delete("content/world/two.en.md")
    done = deploy.json()
    assert "hi/duniya/two-hi/index.html" in done["paths"]["deleted"] or done["deleted"] > 0
    there = files(live)
    assert there.pop("mine.txt") == b"not Khabar's"
    assert there == deploy.site.output()
    untouched = set(before) - set(done["paths"]["uploaded"]) - set(done["paths"]["deleted"])
    assert len(untouched) == done["unchanged"] + 1  # and the one that is not Khabar's
    assert all((live / path).stat().st_mtime_ns == before[path] for path in untouched)
    assert not [each for each in live.rglob("*") if each.is_dir() and not any(each.iterdir())]


def test_a_mirror_has_nothing_but_the_site(deploy: Deploy) -> None:
    deploy.targets("  live: {to: rsync, path: live, mirror: yes}\n")
    deploy.site.write("live/old/left.html", "by hand")
    assert deploy.json("--dry-run")["paths"]["deleted"] == ["old/left.html"]
    assert (deploy.site.root / "live/old/left.html").exists()
    deploy()
    assert files(deploy.site.root / "live") == deploy.site.output()


def test_a_dry_run_says_what_it_would_do_and_does_nothing(deploy: Deploy) -> None:
    code, out, _ = deploy("--dry-run")
    assert code == 0
    assert "+ hi/index.html" in out or "more" in out
    assert re.search(r"live, dry run: \d+ to upload \(\d+\.\d MB\), 0 unchanged, 0 to delete", out)
    assert not (deploy.site.root / "live").exists()


@pytest.mark.parametrize("step", range(2, 7))
def test_rsync_stopped_at_any_step_leaves_a_readable_site_and_goes_on(
    deploy: Deploy, monkeypatch: pytest.MonkeyPatch, step: int
) -> None:
    deploy()
    deploy.site.write("layouts/assets/site.css", "body { color: teal }\n")
    deploy.site.delete("content/world/two.hi.md")
    deploy.site.delete("content/world/two.en.md")
    calls, really = [], programs.run

    def run(*arguments: Any, **named: Any) -> bytes:
        calls.append(1)
        if len(calls) > step:
            raise KeyboardInterrupt
        return really(*arguments, **named)

    monkeypatch.setattr(programs, "run", run)
    assert deploy()[0] == 130
    monkeypatch.undo()
    assert_readable(files(deploy.site.root / "live"))
    deploy()
    assert files(deploy.site.root / "live") == deploy.site.output()


def test_pages_are_sent_after_what_they_show_and_before_what_announces_them() -> None:
    paths = ["hi/feed.xml", "hi/index.html", "assets/site.1.css", "hi/desh/a/index.html", "sitemap.xml", "media/a.jpg"]
    assert cargo.ranked(paths) == (
        ("assets/site.1.css", "media/a.jpg"),
        ("hi/desh/a/index.html", "hi/index.html"),
        ("hi/feed.xml", "sitemap.xml"),
    )


def test_a_port_and_a_host_are_told_to_rsync(deploy: Deploy, monkeypatch: pytest.MonkeyPatch) -> None:
    told = []
    monkeypatch.setattr(programs, "run", lambda command, *_, **__: told.append(command) or b"")
    remote = rsync.RsyncRemote(
        deploy.site.root,
        Target("live", "rsync", settings=(("path", "desk@khabar.example:site"), ("port", "2222"))),
        cargo.Cargo(deploy.site.root, (), ""),
    )
    remote.compare()
    assert any("ssh -p 2222" in word for word in told[0])
    assert told[-1][-1] == "desk@khabar.example:site/"


@pytest.fixture
def ssh(deploy: Deploy, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A program called ssh that asks nobody and stays on this machine: the two ends of rsync still talk over pipes."""
    program = deploy.site.write(
        "bin/ssh",
        '#!/bin/sh\necho "$@" >> "$(dirname "$0")/said"\n'
        'while true; do case "$1" in -p | -l) shift 2 ;; -*) shift ;; *) shift; break ;; esac; done\nexec sh -c "$*"\n',
    )
    program.chmod(0o755)
    monkeypatch.setenv("PATH", f"{program.parent}:{os.environ['PATH']}")
    return program


def test_rsync_reaches_a_server_by_ssh(deploy: Deploy, ssh: Path, tmp_path_factory: pytest.TempPathFactory) -> None:
    there = tmp_path_factory.mktemp("server") / "www"
    deploy.targets(f'  live: {{to: rsync, path: "desk@khabar.example:{there}", port: 2222}}\n')
    assert deploy.json()["uploaded"] == len(deploy.site.output())
    assert files(there) == deploy.site.output()
    assert deploy.json()["uploaded"] == 0
    deploy.site.delete("content/world/two.hi.md")
    assert deploy.json()["deleted"] > 0
    assert files(there) == deploy.site.output()
    assert "-p 2222" in (ssh.parent / "said").read_text()
    assert "BatchMode=yes" in (ssh.parent / "said").read_text()  # nobody is there to be asked


def test_a_server_that_lets_nobody_in_is_told_kindly(deploy: Deploy, ssh: Path) -> None:
    ssh.write_text('#!/bin/sh\necho "desk@khabar.example: Permission denied (publickey)." >&2\nexit 255\n')
    deploy.targets('  live: {to: rsync, path: "desk@khabar.example:www"}\n')
    code, _, err = deploy()
    assert code == 1
    assert "error[deploy-denied]: 'live' lets nobody in" in err and "an ssh key" in err


@pytest.mark.parametrize("path", [".", "..", "content", "layouts/x", "output", ".git"])
def test_a_folder_with_the_sites_own_files_is_no_target(deploy: Deploy, path: str) -> None:
    deploy.targets(f"  live: {{to: rsync, path: {path}}}\n")
    assert deploy.refused() == ["deploy-place"]


def test_what_a_stopped_deploy_had_sent_is_deleted_when_it_is_gone(
    deploy: Deploy, monkeypatch: pytest.MonkeyPatch
) -> None:
    deploy()
    deploy.site.article("world/regretted.hi.md")
    really = rsync.RsyncRemote._write_manifest

    def write(self: rsync.RsyncRemote, entries: manifest.Manifest) -> None:
        if "hi/duniya/regretted/index.html" in files(deploy.site.root / "live"):
            raise KeyboardInterrupt  # after the pages, before the end
        really(self, entries)

    monkeypatch.setattr(rsync.RsyncRemote, "_write_manifest", write)
    assert deploy()[0] == 130
    monkeypatch.undo()
    assert "hi/duniya/regretted/index.html" in files(deploy.site.root / "live")
    deploy.site.delete("content/world/regretted.hi.md")
    deploy()
    assert files(deploy.site.root / "live") == deploy.site.output()


# ── git ──────────────────────────────────────────────────────────────────────────────────────────────────────────────


def run_git(folder: Path, *arguments: str) -> str:
    identity = ["-c", "user.name=Desk", "-c", "user.email=desk@khabar.example", "-c", "init.defaultBranch=main"]
    return subprocess.run(
        ["git", "-C", str(folder), *identity, *arguments], check=True, capture_output=True, text=True
    ).stdout.strip()


@pytest.fixture
def pages(deploy: Deploy, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A site in a repository with a remote; the remote."""
    bare = tmp_path_factory.mktemp("remote")
    run_git(bare, "init", "-q", "--bare")
    root = deploy.site.root
    deploy.targets("  pages: {to: git}\n")
    deploy.site.write(".gitignore", "/output/\n/.cache/\n")
    deploy.site.write(".gitattributes", "*.html text working-tree-encoding=UTF-16\n")
    run_git(root, "init", "-q")
    run_git(root, "remote", "add", "origin", str(bare))
    run_git(root, "add", ".")
    run_git(root, "commit", "-qm", "पहली ख़बर")
    return bare


def branch(bare: Path, name: str = "gh-pages") -> dict[str, bytes]:
    """The files of a branch."""
    paths = run_git(bare, "-c", "core.quotePath=false", "ls-tree", "-r", "--name-only", name).splitlines()
    show = ("git", "-C", str(bare), "show")
    return {path: subprocess.run([*show, f"{name}:{path}"], check=True, capture_output=True).stdout for path in paths}


def test_git_pushes_the_output_and_touches_nothing_of_the_working_tree(deploy: Deploy, pages: Path) -> None:
    root = deploy.site.root
    head, index = run_git(root, "rev-parse", "HEAD"), (root / ".git/index").read_bytes()
    deploy.site.write("content/files/ads.txt", "none\n")
    code, out, err = deploy()
    assert code == 0, err
    assert branch(pages) == {**deploy.site.output(), ".nojekyll": b""}
    message = run_git(pages, "log", "-1", "--format=%B", "gh-pages")
    assert head in message and "पहली ख़बर" in message
    assert "had been changed" in message  # ads.txt is not committed
    assert run_git(root, "rev-parse", "HEAD") == head
    assert (root / ".git/index").read_bytes() == index
    assert run_git(root, "status", "--porcelain").split() == ["??", "content/files/"]
    assert re.search(r"commit [0-9a-f]{10} on gh-pages", out)


def test_git_makes_no_commit_of_what_is_there(deploy: Deploy, pages: Path) -> None:
    deploy()
    tip = run_git(pages, "rev-parse", "gh-pages")
    assert deploy.json()["uploaded"] == 0
    assert run_git(pages, "rev-parse", "gh-pages") == tip


def test_git_keeps_history_or_squashes_it(deploy: Deploy, pages: Path) -> None:
    for count in ("1", "2"):
        deploy.site.article(f"world/new-{count}.hi.md")
        deploy()
        assert run_git(pages, "rev-list", "--count", "gh-pages") == count
    deploy.targets("  pages: {to: git, history: squash}\n")
    deploy.site.article("world/new-3.hi.md")
    deploy()
    assert run_git(pages, "rev-list", "--count", "gh-pages") == "1"
    assert branch(pages) == deploy.site.output()


def test_git_keeps_the_name_of_the_domain(deploy: Deploy, pages: Path) -> None:
    deploy()
    work = deploy.site.root / ".cache/work"
    run_git(deploy.site.root, "clone", "-q", "-b", "gh-pages", str(pages), str(work))
    (work / "CNAME").write_text("khabar.example\n")
    run_git(work, "add", "CNAME")
    run_git(work, "commit", "-qm", "CNAME")
    run_git(work, "push", "-q", "origin", "gh-pages")
    deploy.site.delete("content/world/two.hi.md")
    assert "CNAME" not in deploy.json()["paths"]["deleted"]
    assert branch(pages)["CNAME"] == b"khabar.example\n"


def test_git_does_not_replace_a_branch_of_sources(deploy: Deploy, pages: Path) -> None:
    run_git(deploy.site.root, "push", "-q", "origin", "HEAD:main")
    deploy.targets("  pages: {to: git, branch: main}\n")
    assert deploy.refused() == ["deploy-sources"]


def test_git_deploys_a_site_that_is_in_no_repository(deploy: Deploy, tmp_path_factory: pytest.TempPathFactory) -> None:
    bare = tmp_path_factory.mktemp("remote")
    run_git(bare, "init", "-q", "--bare")
    deploy.targets(f"  pages: {{to: git, remote: {bare}, branch: site}}\n")
    code, _, err = deploy()
    assert code == 0, err
    assert branch(bare, "site") == deploy.site.output()
    assert not (deploy.site.root / ".git").exists()


def test_git_commits_on_a_machine_where_it_knows_nobody(
    deploy: Deploy, pages: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("HOME", str(deploy.site.root / ".cache"))
    monkeypatch.setenv("GIT_CONFIG_GLOBAL", os.devnull)
    monkeypatch.setenv("GIT_CONFIG_SYSTEM", os.devnull)
    run_git(deploy.site.root, "config", "user.useConfigOnly", "true")
    for name in ("GIT_AUTHOR_NAME", "GIT_AUTHOR_EMAIL", "GIT_COMMITTER_NAME", "GIT_COMMITTER_EMAIL", "EMAIL"):
        monkeypatch.delenv(name, raising=False)
    code, _, err = deploy()
    assert code == 0, err
    assert run_git(pages, "log", "-1", "--format=%an", "gh-pages") == "Khabar"


def test_somebody_elses_push_is_not_overwritten(deploy: Deploy, pages: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    deploy.targets("  pages: {to: git, history: squash}\n")
    deploy()
    deploy.site.article("world/new.hi.md")
    really = git.GitRemote._message

    def message(self: git.GitRemote) -> str:
        """Between comparing and pushing somebody else moves the branch."""
        empty = run_git(pages, "commit-tree", "-m", "theirs", "gh-pages^{tree}")
        run_git(pages, "update-ref", "refs/heads/gh-pages", empty)
        return really(self)

    monkeypatch.setattr(git.GitRemote, "_message", message)
    assert deploy.refused() == ["deploy-failed"]
    assert run_git(pages, "log", "-1", "--format=%s", "gh-pages") == "theirs"


def test_a_dry_run_of_git_pushes_nothing(deploy: Deploy, pages: Path) -> None:
    assert deploy.json("--dry-run")["uploaded"] == len(deploy.site.output())
    assert run_git(pages, "branch", "--list") == ""


def test_a_remote_that_is_not_there_is_told_kindly(deploy: Deploy, pages: Path) -> None:
    shutil.rmtree(pages)
    code, _, err = deploy()
    assert code == 1
    assert "error[deploy-failed]: deploying to 'pages' did not end well: git says: fatal:" in err
    assert "run the command again" in err


def test_whoever_is_not_let_in_is_told_so() -> None:
    said = "git@host: Permission denied (publickey).\nfatal: Could not read from remote repository.\n"
    found = programs.failure("pages", "git", said)
    assert found.rule == "deploy-denied"
    assert "Could not read from remote" in found.message


def test_a_program_that_is_not_there_is_named(deploy: Deploy, monkeypatch: pytest.MonkeyPatch) -> None:
    deploy(command="build")
    monkeypatch.setenv("PATH", str(deploy.site.root))
    code, _, err = deploy("--no-build")
    assert code == 1
    assert "needs the program 'rsync'" in err and "apt install rsync" in err


# ── S3 ───────────────────────────────────────────────────────────────────────────────────────────────────────────────


@pytest.fixture(scope="session")
def store() -> Iterator[str]:
    """An S3 server on this machine; its address."""
    import logging

    from moto.server import ThreadedMotoServer

    logging.getLogger("werkzeug").setLevel(logging.ERROR)
    server = ThreadedMotoServer(ip_address="127.0.0.1", port=0, verbose=False)
    server.start()
    yield "http://{}:{}".format(*server.get_host_and_port())
    server.stop()


@pytest.fixture
def bucket(deploy: Deploy, store: str, monkeypatch: pytest.MonkeyPatch, request: pytest.FixtureRequest) -> Any:
    """An empty bucket, and the site with a target for it."""
    import boto3

    for name in ("AWS_ACCESS_KEY_ID", "AWS_SECRET_ACCESS_KEY"):
        monkeypatch.setenv(name, "test")
    name = f"news-{abs(hash(request.node.name))}"
    deploy.targets(f"  store: {{to: s3, bucket: {name}, endpoint_url: '{store}', region: us-east-1}}\n")
    found = boto3.resource("s3", endpoint_url=store, region_name="us-east-1").Bucket(name)
    found.create()
    return found


def objects(bucket: Any, prefix: str = "") -> dict[str, bytes]:
    """What is in a bucket, without the manifest."""
    found = {each.key.removeprefix(prefix): each.get()["Body"].read() for each in bucket.objects.filter(Prefix=prefix)}
    found.pop(manifest.NAME, None)
    return found


def test_s3_has_the_site_with_types_and_cache_headers(deploy: Deploy, bucket: Any) -> None:
    done = deploy.json()
    assert objects(bucket) == deploy.site.output()
    assert done["uploaded"] == len(deploy.site.output())
    page, feed = bucket.Object("hi/index.html"), bucket.Object("hi/feed.xml")
    assert (page.content_type, page.cache_control) == ("text/html; charset=utf-8", headers.ASK_AGAIN)
    assert feed.content_type == "application/xml; charset=utf-8"
    style = next(each for each in objects(bucket) if re.fullmatch(r"assets/.*\.css", each))
    assert bucket.Object(style).cache_control == headers.FOREVER


def test_s3_uploads_what_changed_and_deletes_only_what_khabar_uploaded(deploy: Deploy, bucket: Any) -> None:
    total = deploy.json()["uploaded"]
    bucket.put_object(Key="mine.txt", Body=b"not Khabar's")
    before = {each.key: each.last_modified for each in bucket.objects.all()}
    assert deploy.json()["uploaded"] == 0
    deploy.site.delete("content/world/two.hi.md")
    deploy.site.delete("content/world/two.en.md")
    done = deploy.json()
    assert 0 < done["uploaded"] < total and done["deleted"] > 0
    there = objects(bucket)
    assert there.pop("mine.txt") == b"not Khabar's"
    assert there == deploy.site.output()
    kept = set(there) - set(done["paths"]["uploaded"])
    assert all(bucket.Object(key).last_modified == before[key] for key in kept)


def test_s3_mends_what_somebody_else_changed_or_deleted(deploy: Deploy, bucket: Any) -> None:
    deploy()
    bucket.put_object(Key="hi/index.html", Body=b"defaced")
    bucket.Object("en/index.html").delete()
    assert deploy.json()["paths"]["uploaded"] == ["en/index.html", "hi/index.html"]
    assert objects(bucket) == deploy.site.output()


@pytest.mark.parametrize("prefix", ["", ", prefix: /news/live/"])
def test_s3_puts_a_site_below_its_base_path_or_a_prefix(deploy: Deploy, bucket: Any, store: str, prefix: str) -> None:
    target = f"  store: {{to: s3, bucket: {bucket.name}, endpoint_url: '{store}', region: us-east-1{prefix}}}\n"
    config = CONFIG.replace("https://khabar.example/", "https://khabar.example/blog/")
    deploy.site.write("config.yaml", f"{config}deploy:\n{target}")
    deploy()
    below = "news/live/" if prefix else "blog/"
    assert objects(bucket, below) == deploy.site.output()
    style = next(each for each in objects(bucket) if re.fullmatch(rf"{below}assets/.*\.css", each))
    assert bucket.Object(style).cache_control == headers.FOREVER


@pytest.mark.parametrize("after", [0, 3, 9, 25, 60])
def test_s3_stopped_at_any_moment_leaves_a_readable_site_and_goes_on(
    deploy: Deploy, bucket: Any, monkeypatch: pytest.MonkeyPatch, after: int
) -> None:
    from generator.deploy.s3 import S3Remote

    deploy()
    deploy.site.write("layouts/assets/site.css", "body { color: teal }\n")
    deploy.site.delete("content/world/two.hi.md")
    deploy.site.delete("content/world/two.en.md")
    calls, really = [], S3Remote._put

    def put(self: S3Remote, *arguments: Any, **named: Any) -> Any:
        calls.append(1)
        if len(calls) > after:
            raise KeyboardInterrupt
        return really(self, *arguments, **named)

    monkeypatch.setattr(S3Remote, "_put", put)
    monkeypatch.setattr("generator.deploy.s3.AT_ONCE", 2)
    ended = deploy()[0]
    monkeypatch.undo()
    monkeypatch.setenv("AWS_ACCESS_KEY_ID", "test")
    monkeypatch.setenv("AWS_SECRET_ACCESS_KEY", "test")
    assert ended == (130 if len(calls) > after else 0)
    assert_readable(objects(bucket))
    deploy()
    assert objects(bucket) == deploy.site.output()


def test_what_a_stopped_deploy_had_uploaded_is_deleted_when_it_is_gone(
    deploy: Deploy, bucket: Any, monkeypatch: pytest.MonkeyPatch
) -> None:
    from generator.deploy.s3 import S3Remote

    deploy()
    deploy.site.article("world/regretted.hi.md")
    really = S3Remote._upload

    def upload(self: S3Remote, path: str) -> str:
        if path == "hi/index.html":
            raise KeyboardInterrupt
        return really(self, path)

    with monkeypatch.context() as patch:
        patch.setattr(S3Remote, "_upload", upload)
        assert deploy()[0] == 130
    assert "hi/duniya/regretted/index.html" in objects(bucket)
    deploy.site.delete("content/world/regretted.hi.md")
    deploy()
    assert objects(bucket) == deploy.site.output()


def test_a_bucket_that_is_not_there_and_missing_keys_are_told_kindly(
    deploy: Deploy, bucket: Any, store: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    deploy.targets(f"  store: {{to: s3, bucket: nowhere, endpoint_url: '{store}', region: us-east-1}}\n")
    code, _, err = deploy()
    assert code == 1 and "error[deploy-failed]" in err and "NoSuchBucket" in err
    deploy.targets(f"  store: {{to: s3, bucket: nowhere, endpoint_url: '{store}', profile: nobody}}\n")
    assert deploy.refused() == ["deploy-denied"]
    monkeypatch.delenv("AWS_ACCESS_KEY_ID")
    monkeypatch.delenv("AWS_SECRET_ACCESS_KEY")
    monkeypatch.setenv("AWS_EC2_METADATA_DISABLED", "true")
    monkeypatch.setenv("HOME", str(deploy.site.root))
    deploy.targets(f"  store: {{to: s3, bucket: nowhere, endpoint_url: '{store}', region: us-east-1}}\n")
    code, _, err = deploy()
    assert code == 1 and "error[deploy-denied]" in err and "AWS_ACCESS_KEY_ID" in err


def test_without_the_library_its_installation_is_told(deploy: Deploy, monkeypatch: pytest.MonkeyPatch) -> None:
    import sys

    deploy.targets("  store: {to: s3, bucket: news}\n")
    monkeypatch.setitem(sys.modules, "boto3", None)
    code, _, err = deploy()
    assert code == 1 and 'pip install "khabar[s3]"' in err


def test_packed_twins_go_only_where_the_server_chooses_between_them() -> None:
    found = cargo.Cargo(Path(), ("a.html", "a.html.br", "a.html.gz", "real.gz"), "")
    assert found.unpacked() == ("a.html", "real.gz")


# ── What is refused ──────────────────────────────────────────────────────────────────────────────────────────────────


def test_a_site_with_errors_is_not_deployed(deploy: Deploy) -> None:
    deploy()
    before = files(deploy.site.root / "live")
    deploy.site.article("world/broken.hi.md", date="31 फरवरी")
    code, _, err = deploy()
    assert code == 1
    assert "error[date-form]" in err and "Nothing was deployed" in err
    assert files(deploy.site.root / "live") == before
    assert deploy.refused() == ["date-form"]


def test_nothing_is_deployed_before_a_build(deploy: Deploy) -> None:
    assert deploy.refused("--no-build") == ["deploy-unbuilt"]


def test_an_output_that_is_older_than_the_site_is_not_deployed(deploy: Deploy) -> None:
    deploy(command="build")
    assert deploy("--no-build")[0] == 0
    deploy.site.article("world/three.hi.md")
    assert deploy.refused("--no-build") == ["deploy-stale"]
    _, _, err = deploy("--no-build")
    assert "content/world/three.hi.md" in err
    assert deploy("--no-build", "--force")[0] == 0


def test_an_output_is_old_when_a_story_is_due(deploy: Deploy) -> None:
    deploy.site.article("world/soon.hi.md", date="2024-09-01 13:00")
    deploy(command="build")
    later = ("--now", "2024-09-01T13:30")
    code, _, err = deploy("--no-build", now=later)
    assert code == 1 and "a story is due" in err
    assert deploy(now=later)[0] == 0


def test_drafts_are_never_deployed(deploy: Deploy) -> None:
    deploy.site.article("world/secret.hi.md", draft="yes")
    deploy("--drafts", command="build")
    assert deploy.refused("--no-build") == ["deploy-drafts"]
    assert deploy.refused("--no-build", "--force") == ["deploy-drafts"]
    deploy()  # which builds without them
    assert not any(b"secret" in path.encode() for path in files(deploy.site.root / "live"))


def test_a_build_that_was_stopped_in_the_middle_is_not_deployed(deploy: Deploy) -> None:
    deploy(command="build")
    deploy.site.write(".cache/site/unfinished", "")
    assert deploy.refused("--no-build", "--force") == ["deploy-unfinished"]


def test_an_empty_site_does_not_take_the_place_of_one_that_is_there(deploy: Deploy) -> None:
    deploy()
    before = files(deploy.site.root / "live")
    shutil.rmtree(deploy.site.root / "content")
    assert deploy.refused("--force") == ["deploy-empty"]
    assert files(deploy.site.root / "live") == before


def test_an_output_that_somebody_changed_is_mended_or_refused(deploy: Deploy) -> None:
    deploy()
    page = deploy.site.root / "output/hi/index.html"
    good = page.read_bytes()
    page.write_bytes(b"by hand")
    assert deploy.refused("--no-build") == ["deploy-edited"]
    deploy()
    assert page.read_bytes() == good == files(deploy.site.root / "live")["hi/index.html"]
    page.write_bytes(b"by hand")
    deploy("--no-build", "--force")
    assert files(deploy.site.root / "live")["hi/index.html"] == b"by hand"


def test_files_that_khabar_did_not_write_stay_here_unless_forced(deploy: Deploy) -> None:
    deploy(command="build")
    deploy.site.write("output/mine.txt", "by hand")
    code, _, err = deploy()
    assert code == 0 and "1 file that Khabar did not write stayed here: mine.txt" in err
    assert "mine.txt" not in files(deploy.site.root / "live")
    deploy("--force")
    assert "mine.txt" in files(deploy.site.root / "live")


@pytest.mark.parametrize(
    "url", ["http://localhost:8000/", "http://127.0.0.1/", "http://10.1.2.3/", "https://example.com/"]
)
def test_an_address_that_readers_cannot_reach_is_refused(deploy: Deploy, url: str) -> None:
    text = (deploy.site.root / "config.yaml").read_text().replace("https://khabar.example/", url)
    deploy.site.write("config.yaml", text)
    assert deploy.refused() == ["deploy-local"]
    assert is_local(url)


def test_a_target_with_an_address_of_its_own_is_built_for_it(deploy: Deploy) -> None:
    deploy.targets(
        "  live: {to: rsync, path: live}\n  staging: {to: rsync, path: staging, url: 'https://new.example/x/'}\n"
    )
    deploy()
    before = deploy.site.output()
    assert deploy("staging")[0] == 0
    page = (deploy.site.root / "staging/hi/index.html").read_text()
    assert "https://new.example/x/hi/" in page and "khabar.example" not in page
    assert deploy.site.output() == before


def test_an_output_that_was_built_for_another_address_is_refused(deploy: Deploy) -> None:
    deploy("--base-url", "https://preview.example/", command="build")
    assert deploy.refused("--no-build") == ["deploy-other"]


def test_a_deploy_that_would_delete_most_of_what_is_there_asks_first(deploy: Deploy) -> None:
    for number in range(60):
        deploy.site.article(f"india/{number}.hi.md", tags=f"tag-{number}")
    deploy()
    shutil.rmtree(deploy.site.root / "content/india")
    assert deploy.refused() == ["deploy-much-gone"]
    assert deploy("--dry-run")[0] == 0
    assert deploy("--force")[0] == 0
    assert files(deploy.site.root / "live") == deploy.site.output()


# ── config.yaml ──────────────────────────────────────────────────────────────────────────────────────────────────────


@pytest.mark.parametrize(
    ("text", "rule", "words"),
    [
        ("", "deploy-none", "names no place to deploy to"),
        ("deploy:\n  live: {to: ftp}\n", "value-choice", "git, rsync, s3"),
        ("deploy:\n  live: {path: x}\n", "deploy-key-missing", "has no 'to'"),
        ("deploy:\n  live: {to: rsync}\n", "deploy-key-missing", "has no 'path'"),
        ("deploy:\n  live: {to: s3}\n", "deploy-key-missing", "has no 'bucket'"),
        ("deploy:\n  live: {to: git, brnach: x}\n", "config-key", "did you mean 'branch'"),
        ("deploy:\n  live: {to: git, remote: --upload-pack=x}\n", "deploy-value", "must not start with a hyphen"),
        ("deploy:\n  ../live: {to: git}\n", "deploy-value", "small letters"),
        ("deploy:\n  live: {to: git, url: nowhere}\n", "config-base-url", "nowhere"),
        ("deploy:\n  live: {to: rsync, path: x, port: high}\n", "value-number", "high"),
    ],
)
def test_a_wrong_target_is_told_with_what_is_meant(deploy: Deploy, text: str, rule: str, words: str) -> None:
    deploy.site.write("config.yaml", CONFIG + text)
    code, _, err = deploy()
    assert code == 1
    assert f"[{rule}]" in err and words in err


def test_a_deploy_speaks_hindi(deploy: Deploy) -> None:
    assert "भेजी गईं" in deploy("--ui", "hi")[1]
    assert "करने को कुछ नहीं" in deploy("--ui", "hi")[1]
    code, _, err = deploy("lvie", "--ui", "hi")
    assert code == 1 and "क्या आप 'live' लिखना चाहते थे?" in err


def test_a_mistyped_target_gets_a_suggestion(deploy: Deploy) -> None:
    code, _, err = deploy("lvie")
    assert code == 1 and "did you mean 'live'" in err


def test_headers_come_from_the_built_file_where_there_is_one(tmp_path: Path) -> None:
    (tmp_path / "_headers").write_text("/*\n  X-Frame-Options: DENY\n/sw.js\n  Cache-Control: no-cache\n")
    rules = headers.load_headers(tmp_path, "/")
    assert headers.header(rules, "Cache-Control", "/sw.js") == "no-cache"
    assert headers.header(rules, "cache-control", "/hi/") == headers.ASK_AGAIN
    assert headers.header(rules, "Cache-Control", "/assets/a.1f.css") == headers.FOREVER
    assert headers.header(rules, "X-Frame-Options", "/hi/") == "DENY"


def test_a_manifest_names_nothing_outside() -> None:
    text = b'{"version":1,"files":{"../x":["a",""],"/etc":["a",""],"hi/a":["a","b"]}}'
    assert manifest.parse_manifest(text) == {"hi/a": ("a", "b")}
    assert manifest.parse_manifest(b"<html>") == manifest.parse_manifest(b"[]") == {}


def test_a_build_of_which_nothing_is_new_loads_nothing_of_deploying(deploy: Deploy) -> None:
    import sys

    deploy(command="build")
    code = (
        "import sys; from generator.cli import main; main(sys.argv[1:]);"
        "new = ('generator.deploy', 'generator.hosts', 'generator.completion', 'generator.json_schema', 'boto3');"
        "print([name for name in sys.modules if name.startswith(new)])"
    )
    command = [sys.executable, "-c", code, "build", "--site", str(deploy.site.root), *NOW]
    environment = {**os.environ, "PYTHONPATH": str(Path(git.__file__).parents[2])}
    out = subprocess.run(command, check=True, capture_output=True, text=True, env=environment).stdout
    assert "0 written" in out and out.splitlines()[-1] == "[]"
