"""`python -m scripts.new_feature NAME`: writes a new slice with its test and enters it in the lists."""

import keyword
import re
import sys
from pathlib import Path

from scripts.new_feature.files import Names, files
from scripts.new_feature.lists import ListNotFound, entries

MIGRATIONS = "src/molva/server/storage/migrations/versions"


class NameRefused(Exception):
    """The name cannot be a feature's; the argument says why."""


def plan(root: Path, feature: str) -> dict[str, str]:
    """Work out every file that changes: path within the repository to its new text.

    Raises:
        NameRefused: not a plural noun in lower-case letters, or already there.
        ListNotFound: a list looks otherwise than expected.
    """
    if not re.fullmatch(r"[a-z][a-z_]{2,30}", feature) or keyword.iskeyword(feature):
        raise NameRefused("a feature is a plural noun in lower-case letters, as in NAME=reactions")
    if (root / "src/molva/server/features" / feature).exists():
        raise NameRefused(f"{feature} is there already")
    taken = max(int(path.name[1:5]) for path in (root / MIGRATIONS).glob("v[0-9]*.py"))
    names = Names(feature, taken + 1)
    listed = {name: enter((root / name).read_text(encoding="utf-8"), names) for name, enter in entries().items()}
    return files(names) | listed


def main(root: Path, arguments: list[str]) -> int:
    """Write the plan, or say why not; nothing is written unless all of it can be."""
    try:
        changes = plan(root, arguments[0] if arguments else "")
    except (NameRefused, ListNotFound) as error:
        print(f"Nothing is written: {error}.", file=sys.stderr)
        return 1
    for name, text in changes.items():
        path = root / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(text, encoding="utf-8")
        print(f"wrote {name}")
    print("Go on with docs/develop/adding-a-feature.md.")
    return 0


if __name__ == "__main__":
    raise SystemExit(main(Path(__file__).parents[2], sys.argv[1:]))
