"""How the county's program can fail whoever starts it (县端故障): each with its one sentence."""

from governance.refusal import ReportedError


class CountyError(ReportedError):
    """The county's program can't do what was asked; nothing was changed."""


class WrongUseError(CountyError):
    """The command line asks for something that makes no sense (用法有误)."""


class RosterError(CountyError):
    """A table of the roster can't be used (名册有误)."""


class MessagesError(CountyError):
    """The messages file can't be used (消息文件有误)."""


class DatabaseError(CountyError):
    """The county's database can't be opened (县端数据库打不开)."""


class NewerDatabaseError(DatabaseError):
    """A newer program wrote the database (数据库版本过新)."""


class NotFoundedError(DatabaseError):
    """There is no county in the database yet (尚未建县)."""


class KeysError(CountyError):
    """The county's keys are missing or can't be read (县端密钥有误)."""


class PortError(CountyError):
    """The address can't be listened on (端口不可用)."""


class UnknownTownError(CountyError):
    """No town of the county has this code (没有这个乡镇)."""


class JournalError(CountyError):
    """The journal of acts can't be written (流水文件不可写)."""
