"""The command line of the township room: `python -m desktop …`; without a command it opens the window."""

import io
import sys
from importlib import import_module


def main(argv: list[str]) -> int:
    """Run the command named first, and give the exit code."""
    for stream in (sys.stdout, sys.stderr):
        if isinstance(stream, io.TextIOWrapper):
            stream.reconfigure(encoding="utf-8")  # whatever the console is set to, a pipe gets UTF-8
    match argv:
        case ["due", *rest]:
            from desktop import due  # the window opens without the deadline engine

            return due.run(rest)
        case ["day", *rest]:
            from desktop.day import command  # the whole program; `due` answers without it

            return command.run(rest)
        case ["connect" | "verify" as name, *rest]:
            from desktop import store_commands

            return store_commands.connect(rest) if name == "connect" else store_commands.verify(rest)
        case ["export", *rest]:
            return int(import_module("desktop.export_command").run(rest))
        case ["import", "list", *rest]:
            from desktop import list_check

            return list_check.run(["list", *rest])
        case ["import", *rest]:
            return int(import_module("desktop.archive_import").run(rest))
        case ["shots", *rest]:
            return int(import_module("desktop.shots.command").run(rest))
        case [name, *_] if not name.startswith("-"):
            print(
                "不认识的命令；可用：day、due、connect、verify、import、export、shots，不带命令打开窗口。",
                file=sys.stderr,
            )
            return 2
        case _:
            from desktop.starting import program

            return program.run(argv)


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
