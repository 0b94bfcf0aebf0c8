"""What is answered where something cannot be done: problem details as RFC 9457 has them, with the faults of a record one by one."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import asdict, dataclass, field
from http import HTTPStatus
from typing import Any

from fastapi import APIRouter
from fastapi.exceptions import RequestValidationError
from fastapi.responses import JSONResponse
from starlette.exceptions import HTTPException as StarletteHTTPException

from quarterdeck.app.record.recording import NoRecordError, RefusedError
from quarterdeck.app.reports.result import ProblemOut
from quarterdeck.assumptions.spoken import UnusableError
from quarterdeck.kernel.problem import Problem
from quarterdeck.records.editing import NotEditedError
from quarterdeck.records.emitting import UnwritableError
from quarterdeck.records.versioning import VersioningError
from quarterdeck.records.writer import NotCommittedError, StaleError
from quarterdeck.reports.render.plain import clean
from quarterdeck.surfaces.web.answering import MEDIA
from quarterdeck.surfaces.web.forms import reason
from quarterdeck.surfaces.web.ways_in import API


@dataclass(frozen=True, slots=True)
class ProblemDetails:
    """Why something was not done."""

    title: str
    status: int
    detail: str
    type: str = "about:blank"
    problems: list[ProblemOut] = field(default_factory=list)
    """Faults of a record that would be written: where, what is wrong, how to mend it."""


class ApiError(Exception):
    """Something that cannot be done; answered as problem details."""

    def __init__(self, status: int, detail: str, problems: Sequence[Problem] = ()) -> None:
        super().__init__(detail)
        self.status, self.detail, self.problems = status, detail, problems


USUAL = {
    401: "No token that holds, and nobody signed in.", 403: "The role or the token's scopes do not allow it.", 404: "There is no such thing.",
    409: "It cannot be done as things stand.", 413: "Too large.", 422: "What was sent does not fit; nothing was written.",
    429: "Too often; `Retry-After` says for how long to wait.", 500: "Something went wrong.", 503: "The server's accounts cannot be believed.",
}  # fmt: skip
"""What every route may answer where something is not done."""
_PRECONDITIONS = {
    400: "What was sent is not JSON.", 412: "The record has changed since it was read, or is there already. Nothing was written.",
    428: "Say by `If-Match` which version the change was made from, or by `If-None-Match: *` that the record is new.",
}  # fmt: skip


def told(*more: int) -> dict[int | str, dict[str, Any]]:
    """What may be answered where it is not done, for the description."""
    known = {**USUAL, **{status: _PRECONDITIONS[status] for status in more}}
    return {status: {"model": ProblemDetails, "description": words, "content": {MEDIA: {}}} for status, words in sorted(known.items())}


def router(tag: str) -> APIRouter:
    """Routes of the API; each declares a permission of its own."""
    return APIRouter(prefix=API.rstrip("/"), tags=[tag], responses=told())


def answer(status: int, detail: str, problems: Sequence[Problem] = (), headers: Mapping[str, str] | None = None) -> JSONResponse:
    """Problem details."""
    faults = [ProblemOut(str(one.place), one.what, one.mend) for one in problems]
    body = ProblemDetails(HTTPStatus(status).phrase, status, detail, problems=faults)
    return JSONResponse(asdict(body), status, dict(headers or {}), MEDIA)


@contextmanager
def written() -> Iterator[None]:
    """A change of the record; why it was not written is answered as it is on the pages."""
    try:
        yield
    except RefusedError as error:
        raise ApiError(422, "The record would be broken, so nothing was written.", error.problems) from error
    except (NotEditedError, UnwritableError, UnusableError, NoRecordError) as error:
        raise ApiError(422, f"{error}.") from error
    except StaleError as error:
        raise ApiError(412, f"{error}.") from error
    except NotCommittedError as error:
        raise ApiError(500, f"{error}. The file is as you wanted it, and the next assessment reads it so; commit it by hand.") from error
    except VersioningError as error:
        raise ApiError(409, f"{error}.") from error
    except OSError as error:
        raise ApiError(500, f"{reason(error)}.") from error


def unanswered(error: Exception) -> JSONResponse:
    """What a page's own function, a check of what was sent, or the framework refused."""
    if isinstance(error, RequestValidationError):
        faults = [f"{'.'.join(str(step) for step in one['loc'])}: {one['msg']}" for one in error.errors()[:20]]
        broken = any(one["type"] == "json_invalid" for one in error.errors())
        return answer(400 if broken else 422, clean("; ".join(faults)))
    status = error.status_code if isinstance(error, StarletteHTTPException) else 500
    said = str(error.detail or "") if isinstance(error, StarletteHTTPException) else ""
    words = "There is no such thing." if said in {"", HTTPStatus(status).phrase} else f"{said[:1].upper()}{said[1:].rstrip('.')}."
    return answer(status, words, headers=getattr(error, "headers", None))
