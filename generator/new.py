"""New things on disk: a whole site to start from. Nothing that exists is ever overwritten."""

from __future__ import annotations

from pathlib import Path

STARTER = Path(__file__).resolve().parent / "starter"


def start_site(folder: Path) -> list[Path]:
    """Writes a small bilingual site into a folder that is new or empty; the paths of its files.

    Raises FileExistsError where the folder holds anything.
    """
    if folder.is_file() or (folder.is_dir() and any(folder.iterdir())):
        raise FileExistsError(f"{folder} is not empty; name a new folder")
    written = []
    for source in sorted(path for path in STARTER.rglob("*") if path.is_file()):
        name = source.relative_to(STARTER).as_posix()
        # A file called .gitignore would hide the starter's own output from Khabar's repository.
        target = folder / (".gitignore" if name == "gitignore" else name)
        target.parent.mkdir(parents=True, exist_ok=True)
        target.write_bytes(source.read_bytes())
        written.append(target)
    return written
