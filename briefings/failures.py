"""What can go wrong with a document (文书故障), each with its sentence; and that it was called off."""

from governance.refusal import ReportedError


class DocumentNotWrittenError(ReportedError):
    """The document could not be put on the disk (文书未写成); what stood there before is untouched."""


class DocumentUnreadableError(ReportedError):
    """The file is not a workbook of ours that can be read back (文书读不回)."""


class WritingCancelled(Exception):
    """The operator called the writing off (取消导出); what stood there before is untouched."""
