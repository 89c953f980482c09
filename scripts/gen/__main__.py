"""`python -m scripts.gen`: writes every derived file; with `--check` only says which are stale."""

import sys
from collections.abc import Callable
from pathlib import Path

from scripts.gen.environment import environment
from scripts.gen.features import features
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


def stale() -> list[str]:
    """Find the derived files that differ from what the structs say now."""
    return [name for name, write in OUTPUTS.items() if not _holds(ROOT / name, write())]


def main() -> int:
    """Write the files, or with `--check` compare them; the exit status is 1 if one is stale."""
    wrong = stale()
    if "--check" in sys.argv[1:]:
        print("\n".join(f"{name} is stale: run `make gen`" for name in wrong) or "derived files are fresh")
        return 1 if wrong else 0
    for name in wrong:
        path = ROOT / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(OUTPUTS[name](), encoding="utf-8")
        print(f"wrote {name}")
    return 0


def _holds(path: Path, text: str) -> bool:
    return path.is_file() and path.read_text(encoding="utf-8") == text


if __name__ == "__main__":
    raise SystemExit(main())
