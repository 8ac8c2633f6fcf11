"""Whether an output may be deployed: built, whole, of now, without drafts, for the right address, not empty."""

from __future__ import annotations

from dataclasses import replace
from ipaddress import ip_address
from typing import TYPE_CHECKING
from urllib.parse import urlsplit

from generator import sweep
from generator.deploy.cargo import Cargo
from generator.inputs import sweep_inputs, sweep_outputs
from generator.last import Last, read_last
from generator.options import BuildOptions, cache_folder, key_of
from generator.paths import CONFIG
from generator.problems import SiteError, Where, closest, problem

if TYPE_CHECKING:
    from collections.abc import Iterator

    from generator.model import Config
    from generator.problems import Problem
    from generator.targets import Target

_UNSET = ("example.com", "www.example.com")  # what a new site has until it is given an address


def target_named(config: Config, name: str) -> Target:
    """The target with a name, or the first one. Raises SiteError where there is none."""
    if not config.deploy:
        raise SiteError(problem("deploy-none", Where(CONFIG)))
    found = next((each for each in config.deploy if each.name == name or not name), None)
    if found is None:
        known = [each.name for each in config.deploy]
        facts = {"found": name, "close": closest(name, known), "known": ", ".join(known)}
        raise SiteError(problem("deploy-target", Where(CONFIG), **facts))
    return found


def options_for(options: BuildOptions, config: Config, target: Target) -> BuildOptions:
    """How a target's output is built: one with an address of its own has an output of its own, beside the site's."""
    if not target.url or target.url == config.base_url:
        return options
    return replace(options, base_url=target.url, output=options.site / ".cache" / "deploy" / target.name)


def load_cargo(options: BuildOptions, config: Config, target: Target, force: bool) -> Cargo:
    """What the last build wrote, if it may be deployed. Raises SiteError with all that speaks against it."""
    base_url = options.base_url or config.base_url
    last = read_last(cache_folder(options) / "last")
    if last is None:
        raise SiteError(problem("deploy-unbuilt", Where(CONFIG), target=target.name))
    root = options.site / last.output
    there = sweep_outputs(root)
    against = [*_always(options, last), *(() if force else _unless_forced(options, last, there, base_url))]
    if against:
        raise SiteError(*against)
    others = tuple(path for path in there if path not in last.outputs)
    paths = tuple(sorted(path for path in (there if force else last.outputs) if path in there))
    return Cargo(root, paths, base_url, () if force else others)


def _always(options: BuildOptions, last: Last) -> Iterator[Problem]:
    """What speaks against deploying whatever the author says."""
    if (cache_folder(options) / "unfinished").exists():
        yield problem("deploy-unfinished", Where(CONFIG))
    if last.key == key_of(replace(options, drafts=True)):
        yield problem("deploy-drafts", Where(CONFIG))
    if not last.report.get("articles") or not last.outputs:
        yield problem("deploy-empty", Where(CONFIG))


def _unless_forced(options: BuildOptions, last: Last, there: dict[str, sweep.Stat], base_url: str) -> Iterator[Problem]:
    """What speaks against deploying unless the author insists."""
    drafts = last.key == key_of(replace(options, drafts=True))
    if last.key != key_of(options) and not drafts:
        yield problem("deploy-other", Where(CONFIG))
    changed = _changed(last.inputs, sweep_inputs(options.site))
    due = last.until is not None and last.until <= options.now.timestamp()
    if changed or due:
        yield problem("deploy-stale", Where(changed or CONFIG), changed=changed or "the clock: a story is due")
    edited = _changed(last.outputs, {path: there.get(path, sweep.NO_FILE) for path in last.outputs})
    if edited:
        yield problem("deploy-edited", Where(f"{last.output}/{edited}"))
    if is_local(base_url):
        yield problem("deploy-local", Where(CONFIG), found=base_url)


def _changed(before: dict[str, sweep.Stat], now: dict[str, sweep.Stat]) -> str:
    """The first file that is not as it was; a stamp that is young is believed here, for a build has just been."""
    found = sweep.differences(sweep.stamps(before), sweep.stamps(now))
    return min(found, default="")


def is_local(url: str) -> bool:
    """Whether an address is one that readers cannot reach: this machine, its network, or none that was chosen.

    >>> is_local("http://localhost:8000/"), is_local("http://192.168.1.7/"), is_local("https://khabar.example/blog/")
    (True, True, False)
    """
    host = (urlsplit(url).hostname or "").rstrip(".")
    try:
        return not ip_address(host).is_global
    except ValueError:
        return host in ("localhost", *_UNSET) or host.endswith((".localhost", ".local", ".lan", ".internal"))
