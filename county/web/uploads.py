"""Reading a form that came in (表单读取): fields and files with a cap at every step, whatever was declared.

A photo that is too large is read past and not kept, so that the words of the form behind it come back filled.
"""

from collections import defaultdict
from urllib.parse import parse_qsl

from aiohttp import BodyPartReader, web

from county.web.photos import MOST_BYTES, MOST_FILES

MOST_TEXT = 192 * 1024  # all words of a form together: three times what an action holds
MOST_READ = 2 << 20  # as browsers write them: nine bytes for a Chinese character
MOST_PASSED = 128 << 20  # of photos that are too large, read past: more than a dozen of a telephone's
MOST_FIELDS = 500
MOST_NAME = 120  # characters of a file's name


Fields = dict[str, tuple[str, ...]]
Files = dict[str, tuple[bytes, ...]]


class TooLargeError(Exception):
    """More than a form may hold; the fields read until then come along. `words` = it is the text, not the photos."""

    def __init__(self, *, words: bool = False) -> None:
        super().__init__()
        self.words = words
        self.fields: Fields = {}


class BadFormError(Exception):
    """Not a form that a browser sends."""


def name_field(field: str) -> str:
    """Where the names of a field's files stand among the fields, in the order of the files."""
    return f"{field}:name"


async def read_form(request: web.Request) -> tuple[Fields, Files]:
    """Fields and files by name; a file field left empty is not there."""
    fields: dict[str, list[str]] = defaultdict(list)
    files: dict[str, list[bytes]] = defaultdict(list)
    try:
        if request.content_type == "multipart/form-data":
            await _parts(request, fields, files)
        elif request.content_type == "application/x-www-form-urlencoded":
            _pairs(await _whole(request), fields)
        else:
            raise BadFormError
        if sum(len(text.encode()) for texts in fields.values() for text in texts) > MOST_TEXT:
            raise TooLargeError(words=True)
    except TooLargeError as err:
        err.fields = {k: tuple(v) for k, v in fields.items()}
        raise
    return {k: tuple(v) for k, v in fields.items()}, {k: tuple(v) for k, v in files.items()}


def _pairs(text: str, fields: dict[str, list[str]]) -> None:
    try:
        for name, value in parse_qsl(text, keep_blank_values=True, max_num_fields=MOST_FIELDS):
            fields[name].append(value.replace("\r\n", "\n"))
    except ValueError as err:
        raise BadFormError from err


async def _whole(request: web.Request) -> str:
    parts, size = [], 0
    async for part in request.content.iter_any():
        size += len(part)
        if size > MOST_READ:
            raise TooLargeError(words=True)
        parts.append(part)
    return _text(b"".join(parts))


async def _parts(request: web.Request, fields: dict[str, list[str]], files: dict[str, list[bytes]]) -> None:
    """Parts in their order; a photo that is too large is let go by, so that the words behind it are not lost."""
    text, passed, heavy = 0, 0, False
    try:
        reader = await request.multipart()
        async for part in reader:
            if not isinstance(part, BodyPartReader) or not part.name:
                raise BadFormError
            if part.filename is not None:
                content, size = await _photo(part, MOST_PASSED - passed)
                passed += size
                heavy = heavy or size > MOST_BYTES
                if content and sum(len(found) for found in files.values()) < MOST_FILES:
                    files[part.name].append(content)
                    fields[name_field(part.name)].append(part.filename[-MOST_NAME:])
                elif content:
                    heavy = True
            else:
                words = await _words(part, MOST_READ - text)
                text += len(words)
                fields[part.name].append(_text(words))
            if sum(len(found) for found in fields.values()) > MOST_FIELDS:
                raise BadFormError
    except (ValueError, AssertionError) as err:  # what aiohttp says of a broken body
        raise BadFormError from err
    if heavy:
        raise TooLargeError


async def _photo(part: BodyPartReader, most: int) -> tuple[bytes, int]:
    """A file and its size; of one that is too large nothing is kept."""
    parts: list[bytes] = []
    size = 0
    while piece := await part.read_chunk(64 * 1024):
        size += len(piece)
        if size > most:
            raise TooLargeError
        if size > MOST_BYTES:
            parts.clear()
        else:
            parts.append(piece)
    return b"".join(parts), size


async def _words(part: BodyPartReader, most: int) -> bytes:
    parts, size = [], 0
    while piece := await part.read_chunk(64 * 1024):
        size += len(piece)
        if size > most:
            raise TooLargeError(words=True)
        parts.append(piece)
    return b"".join(parts)


def _text(content: bytes) -> str:
    try:
        return content.decode("utf-8").replace("\r\n", "\n")
    except UnicodeDecodeError as err:
        raise BadFormError from err
