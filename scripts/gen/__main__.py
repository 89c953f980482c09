"""`python -m scripts.gen`: writes every derived file; with `--check` only says which are stale."""

import sys
from collections.abc import Callable, Mapping
from pathlib import Path

from scripts.gen.environment import environment
from scripts.gen.features import features
from scripts.gen.java import FOLDER, java
from scripts.gen.openapi import openapi
from scripts.gen.page import page
from scripts.gen.schema import errors, schema
from scripts.gen.settings import settings
from scripts.gen.typescript import typescript

ROOT = Path(__file__).parents[2]

OUTPUTS: dict[str, Callable[[], str]] = {
    ".env.example": environment,
    "contract/schema.json": schema,
    "contract/errors.json": errors,
    "contract/openapi.json": openapi,
    "docs/features.md": features,
    "docs/protocol.md": page,
    "docs/settings.md": settings,
    "web/src/api/schema.ts": typescript,
}


FOLDERS: dict[str, Callable[[], dict[str, str]]] = {FOLDER: java}
"""Folders that hold derived files and nothing else."""


def derived() -> dict[str, str | None]:
    """Write every derived file, by its name; None for one that is there and should not be."""
    files: dict[str, str | None] = {name: write() for name, write in OUTPUTS.items()}
    for folder, write in FOLDERS.items():
        files |= {f"{folder}/{path.name}": None for path in (ROOT / folder).glob("*")}
        files |= {f"{folder}/{name}": text for name, text in write().items()}
    return files


def stale() -> list[str]:
    """Find the derived files that differ from what the structs say now."""
    return list(_stale(derived()))


def _stale(files: Mapping[str, str | None]) -> dict[str, str | None]:
    return {name: text for name, text in files.items() if not _holds(ROOT / name, text)}


def main() -> int:
    """Write the files, or with `--check` compare them; the exit status is 1 if one is stale."""
    wrong = _stale(derived())
    if "--check" in sys.argv[1:]:
        print("\n".join(f"{name} is stale: run `make gen`" for name in wrong) or "derived files are fresh")
        return 1 if wrong else 0
    for name, text in wrong.items():
        path = ROOT / name
        if text is None:
            path.unlink()
            print(f"removed {name}")
            continue
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(text, encoding="utf-8")
        print(f"wrote {name}")
    return 0


def _holds(path: Path, text: str | None) -> bool:
    return path.is_file() and path.read_text(encoding="utf-8") == text


if __name__ == "__main__":
    raise SystemExit(main())
