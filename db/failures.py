"""How the store can fail the operator (本机库故障), each with its sentence, and how SQLite's words are told apart."""

from pathlib import Path

from sqlalchemy.exc import DatabaseError

from governance.refusal import ReportedError


class StoreError(ReportedError):
    """The store can't do what was asked (本机库不可用); what was acknowledged before stays."""


class StoreMissingError(StoreError):
    """There is no store in the folder (没有本机库)."""


class StoreLockedError(StoreError):
    """Another window has the store open (已被占用)."""


class StoreNewerError(StoreError):
    """A newer version of the program wrote the store (版本过新)."""


class StoreDamagedError(StoreError):
    """A file of the store can't be trusted any more (已损坏)."""


class StoreFullError(StoreError):
    """No room on the disk (磁盘已满): nothing of the action was written, the draft is kept."""


class StoreReadOnlyError(StoreError):
    """The store's files may not be written (只读)."""


class ActionTooLargeError(StoreError):
    """An action outside the limits of what can be sent (内容过大); nothing was saved."""


_SENTENCES: tuple[tuple[str, type[StoreError], str], ...] = (
    ("disk is full", StoreFullError, "磁盘已满，本次修改未保存；请清理磁盘后重试。"),
    ("readonly database", StoreReadOnlyError, "本机数据文件为只读，本次修改未保存；请检查文件夹的写入权限。"),
    (
        "unable to open database",
        StoreReadOnlyError,
        "打不开本机数据文件；请检查文件夹是否还在、是否有写入权限。",
    ),
    (
        "database is locked",
        StoreLockedError,
        "本机数据正被别的程序占用，本次修改未保存；请关闭该程序后重试。",
    ),
    ("malformed", StoreDamagedError, "本机数据文件已损坏，已停止保存；请重新启动本程序。"),
    ("not a database", StoreDamagedError, "本机数据文件已损坏，已停止保存；请重新启动本程序。"),
    ("disk I/O error", StoreDamagedError, "磁盘读写出错，已停止保存；请重新启动本程序，并检查磁盘。"),
)


def told(err: DatabaseError, path: Path) -> StoreError | None:
    """Give the failure that SQLite's message stands for, or None when the mistake is ours."""
    message = str(err.orig)
    for words, kind, sentence in _SENTENCES:
        if words in message:
            return kind(sentence, path=str(path), message=message)
    return None
