"""The command line of the township room: `python -m desktop …`."""

import io
import sys

from desktop import due


def main(argv: list[str]) -> int:
    """Run the command named first, and give the exit code."""
    for stream in (sys.stdout, sys.stderr):
        if isinstance(stream, io.TextIOWrapper):
            stream.reconfigure(encoding="utf-8")  # whatever the console is set to, a pipe gets UTF-8
    match argv:
        case ["due", *rest]:
            return due.run(rest)
        case ["day", *rest]:
            from desktop.day import command  # the whole program; `due` answers without it

            return command.run(rest)
        case ["connect" | "verify" as name, *rest]:
            from desktop import store_commands

            return store_commands.connect(rest) if name == "connect" else store_commands.verify(rest)
        case _:
            print("不认识的命令；可用：day、due、connect、verify。", file=sys.stderr)
            return 2


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
