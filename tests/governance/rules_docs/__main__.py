"""Write docs/rules anew: `python -m tests.governance.rules_docs`; says which files changed."""

import sys

from tests.governance.rules_docs.written import FOLDER, files


def main() -> int:
    """0; the files then say what the code does."""
    FOLDER.mkdir(parents=True, exist_ok=True)
    wanted = files()
    for path in sorted(FOLDER.glob("*.md")):
        if path.name not in wanted:
            path.unlink()
            sys.stdout.write(f"gone: {path.name}\n")
    for name, text in wanted.items():
        path = FOLDER / name
        if not path.exists() or path.read_text(encoding="utf-8") != text:
            path.write_text(text, encoding="utf-8")
            sys.stdout.write(f"written: {name}\n")
    return 0


if __name__ == "__main__":
    sys.exit(main())
