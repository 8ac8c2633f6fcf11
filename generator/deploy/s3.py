"""Storage that speaks S3, by boto3: only what changed is uploaded, with its type and its cache headers.

Assets, then pages, then what announces them, then deletions; each object is old or new, never half.
"""

from __future__ import annotations

from concurrent.futures import FIRST_COMPLETED, ThreadPoolExecutor, wait
from dataclasses import dataclass, field
from itertools import islice
from typing import TYPE_CHECKING, Any

from generator.deploy import headers, manifest
from generator.deploy.cargo import STEPS, Changes, ranked
from generator.digest import digest_bytes
from generator.paths import CONFIG
from generator.problems import SiteError, Where, problem

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator
    from urllib.parse import SplitResult

    from generator.deploy.cargo import Cargo
    from generator.options import Progress
    from generator.targets import Target

AT_ONCE = 8  # requests
TRIES = 5
CHECKPOINT = 1000  # uploads after which the manifest is written, for a deploy that is killed
_DENIED = ("403", "401", "AccessDenied", "InvalidAccessKeyId", "SignatureDoesNotMatch", "ExpiredToken")
_ABSENT = ("404", "NoSuchKey", "NotFound")


@dataclass(slots=True)
class S3Remote:
    """A bucket, or a folder of one; its lifetime is a deploy's."""

    target: Target
    cargo: Cargo
    address: SplitResult  # the site's
    client: Any = None
    rules: tuple[headers.Rule, ...] = ()
    before: manifest.Manifest = field(default_factory=dict)  # what Khabar put there
    after: manifest.Manifest = field(default_factory=dict)  # what is to stand there

    def compare(self) -> Changes:
        """Compares what is to stand there with the manifest, and the manifest with what stands there."""
        self.client = self.client or connect(self.target)
        self.rules = headers.load_headers(self.cargo.root, self.address.path)
        self.before = self._read_manifest()
        there = dict(self._asked(self._list))
        paths = self.cargo.unpacked()
        self.after = {path: (self._digest(path), "") for path in paths}
        for path in paths:
            digest, tag = self.before.get(path, ("", ""))
            if tag and digest == self.after[path][0] and there.get(path) == tag:
                self.after[path] = (digest, tag)
        sent = tuple(path for path, (_, tag) in self.after.items() if not tag)
        gone = tuple(path for path in self.before if path not in self.after)
        return Changes(sent, gone, len(paths) - len(sent), self.cargo.size(sent))

    def send(self, changes: Changes, progress: Progress) -> str:
        """Uploads and deletes. What is to come is noted first, so that a deploy that is killed leaves no orphan."""
        if not changes.sent and not changes.gone:
            return ""
        left = dict.fromkeys(changes.gone, ("", ""))
        self._write_manifest({**left, **self.after})
        total, done = len(changes.sent) + len(changes.gone), 0
        for step, paths in zip(STEPS, ranked(changes.sent), strict=False):
            for path, tag in self._at_once(self._upload, paths):
                self.after[path] = (self.after[path][0], tag)
                done += 1
                progress(step, done, total)
                if done % CHECKPOINT == 0:
                    self._write_manifest({**left, **self.after})
        for _ in self._at_once(self._delete, changes.gone):
            done += 1
            progress(STEPS[-1], done, total)
        self._write_manifest(self.after)
        return ""

    @property
    def prefix(self) -> str:
        """What stands before each key: the target's prefix, or else the path in the site's address."""
        prefix = self.target.setting("prefix") or self.address.path.strip("/")
        return f"{prefix}/" if prefix else ""

    def _head(self, path: str) -> dict[str, str]:
        """The headers that an object is stored with."""
        url = self.address.path + path.removesuffix("index.html" if path.rpartition("/")[2] == "index.html" else "")
        return {
            "ContentType": headers.content_type(path),
            "CacheControl": headers.header(self.rules, headers.CACHE, url),
        }

    def _digest(self, path: str) -> str:
        """The digest of a file and of its headers: another header is another object."""
        data = (self.cargo.root / path).read_bytes()
        return digest_bytes("\0".join(self._head(path).values()).encode() + b"\0" + data)

    def _upload(self, path: str) -> str:
        data = (self.cargo.root / path).read_bytes()
        answer = self._put(path, data, **self._head(path))
        return str(answer["ETag"])

    def _put(self, path: str, data: bytes, **head: str) -> Any:  # noqa: ANN401 # boto3's own
        bucket = self.target.setting("bucket")
        return self._asked(lambda: self.client.put_object(Bucket=bucket, Key=self.prefix + path, Body=data, **head))

    def _delete(self, path: str) -> str:
        bucket = self.target.setting("bucket")
        self._asked(lambda: self.client.delete_object(Bucket=bucket, Key=self.prefix + path))
        return ""

    def _list(self) -> list[tuple[str, str]]:
        """The objects that there are below the prefix, with what the storage calls their contents."""
        pages = self.client.get_paginator("list_objects_v2").paginate(
            Bucket=self.target.setting("bucket"), Prefix=self.prefix
        )
        return [(each["Key"][len(self.prefix) :], each["ETag"]) for page in pages for each in page.get("Contents", ())]

    def _read_manifest(self) -> manifest.Manifest:
        key = self.prefix + manifest.NAME
        bucket = self.target.setting("bucket")

        def ask() -> bytes:
            return bytes(self.client.get_object(Bucket=bucket, Key=key)["Body"].read())

        return manifest.parse_manifest(self._asked(ask, absent=b""))

    def _write_manifest(self, files: manifest.Manifest) -> None:
        self._put(manifest.NAME, manifest.dump_manifest(files), ContentType="application/json", CacheControl="no-store")

    def _at_once(self, work: Callable[[str], str], paths: Iterable[str]) -> Iterator[tuple[str, str]]:
        """Each path with what the work gave for it, a few at a time, as they come. The first failure ends it."""
        waiting = iter(paths)
        with ThreadPoolExecutor(AT_ONCE) as pool:
            running = {pool.submit(work, path): path for path in islice(waiting, AT_ONCE)}
            while running:
                ended, _ = wait(running, return_when=FIRST_COMPLETED)
                for each in ended:
                    yield running.pop(each), each.result()
                    running |= {pool.submit(work, path): path for path in islice(waiting, 1)}

    def _asked(self, ask: Callable[[], Any], absent: Any = None) -> Any:  # noqa: ANN401 # boto3's own
        """What the storage answers. Raises SiteError where it refuses, or cannot be reached."""
        from boto3.exceptions import Boto3Error
        from botocore.exceptions import BotoCoreError, ClientError

        try:
            return ask()
        except ClientError as error:
            code = str(error.response.get("Error", {}).get("Code", ""))
            if absent is not None and code in _ABSENT:
                return absent
            rule = "deploy-denied" if code in _DENIED else "deploy-failed"
            raise SiteError(self._problem(rule, error)) from None
        except (BotoCoreError, Boto3Error) as error:
            rule = "deploy-denied" if type(error).__name__ in _NO_CREDENTIALS else "deploy-failed"
            raise SiteError(self._problem(rule, error)) from None

    def _problem(self, rule: str, error: Exception) -> Any:  # noqa: ANN401 # a Problem
        return problem(rule, Where(CONFIG), target=self.target.name, program="S3", reason=str(error))


_NO_CREDENTIALS = ("NoCredentialsError", "PartialCredentialsError", "ProfileNotFound", "CredentialRetrievalError")


def connect(target: Target) -> Any:  # noqa: ANN401 # boto3's client
    """A client for a target. Raises SiteError where boto3 is not installed, or knows no such profile."""
    try:
        import boto3
        from botocore.config import Config
        from botocore.exceptions import BotoCoreError
    except ImportError:
        raise SiteError(problem("deploy-library", Where(CONFIG), target=target.name, extra="s3")) from None
    config = Config(
        retries={"max_attempts": TRIES, "mode": "standard"},
        max_pool_connections=AT_ONCE,
        connect_timeout=10,
        # Storage of other makers than Amazon may not know the newer checksums.
        request_checksum_calculation="when_required",
        response_checksum_validation="when_required",
    )
    try:
        session = boto3.Session(
            profile_name=target.setting("profile") or None, region_name=target.setting("region") or None
        )
        return session.client("s3", endpoint_url=target.setting("endpoint_url") or None, config=config)
    except (BotoCoreError, ValueError) as error:
        rule = "deploy-denied" if type(error).__name__ in _NO_CREDENTIALS else "deploy-failed"
        raise SiteError(problem(rule, Where(CONFIG), target=target.name, program="S3", reason=str(error))) from None
