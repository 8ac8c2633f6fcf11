"""Files pressed beside those that are text: the same bytes whatever came before, gone with what they stand for."""

from __future__ import annotations

import gzip
from pathlib import Path

import brotli
import pytest
from conftest import CONFIG, SiteFolder, rules

from generator.problems import format_problem

BOTH = CONFIG + "precompress: [br, gz]\n"
TEXTS = (".html", ".css", ".js", ".json", ".xml", ".svg", ".txt", ".webmanifest")


def fill(site: SiteFolder, config: str = BOTH) -> None:
    site.write("config.yaml", config)
    site.write("content/files/long.txt", "ख़बर " * 100)
    site.write("content/files/short.txt", "ख़बर")
    for number in range(5):
        site.article(f"world/s{number}.hi.md", title=f"ख़बर {number}", body=f"पाठ {number}\n")


def fresh(site: SiteFolder, tmp_path: Path, **options: object) -> dict[str, bytes]:
    """What a clean build of the same site writes."""
    site.build(output=tmp_path / "fresh", cache=False, **options)
    files = sorted((tmp_path / "fresh").rglob("*"))
    return {file.relative_to(tmp_path / "fresh").as_posix(): file.read_bytes() for file in files if file.is_file()}


def test_every_text_has_its_twins_and_they_say_the_same(site: SiteFolder) -> None:
    fill(site)
    report = site.build()
    output = site.output()
    assert report.files == len(output)
    assert report.size == sum(map(len, output.values()))
    plain = {path: data for path, data in output.items() if not path.endswith((".br", ".gz"))}
    for path, data in plain.items():
        if path.endswith(TEXTS) and len(data) >= 256:
            assert gzip.decompress(output[f"{path}.gz"]) == data
            assert brotli.decompress(output[f"{path}.br"]) == data
            assert max(len(output[f"{path}.{end}"]) for end in ("br", "gz")) < len(data)
        else:
            assert not {f"{path}.gz", f"{path}.br"} & output.keys(), path
    assert {"hi/duniya/s1/index.html.br", "long.txt.gz"} <= output.keys()


def test_a_build_without_it_writes_none(site: SiteFolder) -> None:
    fill(site, CONFIG)
    site.build()
    assert [path for path in site.output() if path.endswith((".br", ".gz"))] == []


def test_a_second_build_does_nothing(site: SiteFolder) -> None:
    fill(site)
    site.build()
    report = site.build()
    assert (report.written, report.deleted) == (0, 0)


@pytest.mark.parametrize("jobs", [1, 2])
@pytest.mark.parametrize("base_url", ["", "https://khabar.example/blog/"])
def test_an_edit_a_deletion_and_a_loss_end_as_a_clean_build(
    site: SiteFolder, tmp_path: Path, jobs: int, base_url: str
) -> None:
    fill(site)
    site.build(jobs=jobs, base_url=base_url)
    site.article("world/s1.hi.md", title="ख़बर 1", body="दूसरा पाठ।\n" * 40)
    site.delete("content/world/s2.hi.md")
    site.write("content/files/long.txt", "छोटी")  # too short now
    (site.root / "output/hi/duniya/s3/index.html.br").unlink()
    (site.root / "output/hi/duniya/s4/index.html.gz").write_bytes(b"not this")
    report = site.build(jobs=jobs, base_url=base_url)
    assert report.deleted >= 5
    assert site.output() == fresh(site, tmp_path, base_url=base_url)


def test_switched_on_for_what_is_there_and_off_again(site: SiteFolder, tmp_path: Path) -> None:
    fill(site, CONFIG)
    site.build()
    plain = site.output()
    for config in (CONFIG + "precompress: [gz]\n", BOTH, CONFIG + "precompress: br\n"):
        site.write("config.yaml", config)
        site.build()
        assert site.output() == fresh(site, tmp_path)
    site.write("config.yaml", CONFIG)
    site.build()
    assert site.output() == plain


def test_a_file_that_the_site_brings_itself_stays(site: SiteFolder, tmp_path: Path) -> None:
    fill(site)
    site.build()
    site.write("content/files/long.txt.gz", b"the site's own")
    assert not site.build().problems
    assert site.output()["long.txt.gz"] == b"the site's own"
    assert site.output() == fresh(site, tmp_path)
    site.delete("content/files/long.txt.gz")
    site.article("world/s9.hi.md", title="और एक")
    site.build()
    assert site.output() == fresh(site, tmp_path)


def test_without_the_library_the_build_says_so_and_makes_the_other(
    site: SiteFolder, monkeypatch: pytest.MonkeyPatch
) -> None:
    from importlib import metadata

    from generator import pressing

    def missing(name: str) -> str:
        raise metadata.PackageNotFoundError(name)

    monkeypatch.setattr(pressing, "version", missing)
    fill(site)
    report = site.build()
    assert rules(report) == ["precompress-brotli"]
    assert "khabar[brotli]" in format_problem(report.problems[0])
    assert {Path(path).suffix for path in site.output()} & {".br", ".gz"} == {".gz"}


def test_an_unknown_encoding_is_told(site: SiteFolder) -> None:
    fill(site, CONFIG + "precompress: [zip]\n")
    assert rules(site.build()) == ["value-choice"]
