"""Reading a form that came in (表单读取): fields and files with a cap at every step, whatever was declared.

What is larger is not read to its end.
"""

from collections import defaultdict
from urllib.parse import parse_qsl

from aiohttp import BodyPartReader, web

from county.web.photos import MOST_BYTES, MOST_FILES

MOST_TEXT = 64 * 1024  # all fields of a form together
MOST_FIELDS = 200


Fields = dict[str, tuple[str, ...]]
Files = dict[str, tuple[bytes, ...]]


class TooLargeError(Exception):
    """More than a form may hold; the fields read until then come along."""

    def __init__(self) -> None:
        super().__init__()
        self.fields: Fields = {}


class BadFormError(Exception):
    """Not a form that a browser sends."""


async def read_form(request: web.Request) -> tuple[Fields, Files]:
    """Fields and files by name; a file field left empty is not there."""
    fields: dict[str, list[str]] = defaultdict(list)
    files: dict[str, list[bytes]] = defaultdict(list)
    if request.content_type == "multipart/form-data":
        try:
            await _parts(request, fields, files)
        except TooLargeError as err:
            err.fields = {k: tuple(v) for k, v in fields.items()}
            raise
    elif request.content_type == "application/x-www-form-urlencoded":
        text = await _whole(request)
        try:
            for name, value in parse_qsl(text, keep_blank_values=True, max_num_fields=MOST_FIELDS):
                fields[name].append(value)
        except ValueError as err:
            raise BadFormError from err
    else:
        raise BadFormError
    return {k: tuple(v) for k, v in fields.items()}, {k: tuple(v) for k, v in files.items()}


async def _whole(request: web.Request) -> str:
    parts, size = [], 0
    async for part in request.content.iter_any():
        size += len(part)
        if size > MOST_TEXT:
            raise TooLargeError
        parts.append(part)
    return _text(b"".join(parts))


async def _parts(request: web.Request, fields: dict[str, list[str]], files: dict[str, list[bytes]]) -> None:
    text = 0
    try:
        reader = await request.multipart()
        async for part in reader:
            if not isinstance(part, BodyPartReader) or not part.name:
                raise BadFormError
            if part.filename is not None:
                content = await _read(part, MOST_BYTES)
                if content:
                    files[part.name].append(content)
                if sum(len(found) for found in files.values()) > MOST_FILES:
                    raise TooLargeError
            else:
                content = await _read(part, MOST_TEXT - text)
                text += len(content)
                fields[part.name].append(_text(content))
            if sum(len(found) for found in fields.values()) > MOST_FIELDS:
                raise BadFormError
    except (ValueError, AssertionError) as err:  # what aiohttp says of a broken body
        raise BadFormError from err


async def _read(part: BodyPartReader, most: int) -> bytes:
    parts, size = [], 0
    while piece := await part.read_chunk(64 * 1024):
        size += len(piece)
        if size > most:
            raise TooLargeError
        parts.append(piece)
    return b"".join(parts)


def _text(content: bytes) -> str:
    try:
        return content.decode("utf-8").replace("\r\n", "\n")
    except UnicodeDecodeError as err:
        raise BadFormError from err
