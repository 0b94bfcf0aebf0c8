"""What a form says: read once, in UTF-8, from a page of the session's own; and what is said of a change that could not be written."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Annotated, TypeAlias
from urllib.parse import unquote_to_bytes

from fastapi import Depends, HTTPException, Request

from quarterdeck.records.versioning import Author, Commit
from quarterdeck.reports.render.plain import clean
from quarterdeck.surfaces.web.guard import LARGEST
from quarterdeck.surfaces.web.house import house_of, session_of

_FIELDS = 1000
_MESSAGE = 200
"""Characters of a commit's message, as the forms say."""


async def fields_of(request: Request) -> Mapping[str, str]:
    """The fields of a form of somebody who is not signed in; everybody else's come with their session's token (`Said`)."""
    body = await request.body()
    form = await request.form(max_files=0, max_fields=_FIELDS, max_part_size=LARGEST)
    try:
        unquote_to_bytes(body).decode()
    except UnicodeDecodeError as error:
        raise HTTPException(400, "This form is not written in UTF-8, so nothing was written. Send it from the page itself.") from error
    return {name: value for name, value in form.items() if isinstance(value, str)}


async def _said(request: Request) -> Mapping[str, str]:
    said = await fields_of(request)
    if not house_of(request).sessions.fits(session_of(request), said.get("token", "")):
        raise HTTPException(403, "This form is from another session, so nothing was written. Open its page again and make the change anew.")
    return said


Said: TypeAlias = Annotated[Mapping[str, str], Depends(_said)]
"""The fields of a form, each once (the last that was said). Refused where it comes from no page of this session."""


def author_of(request: Request) -> Author:
    """Who is signed in, as git names them; nobody where the server has one person, whom git knows."""
    person = session_of(request).person
    return Author(person.name, person.email)


def commit_for(request: Request, said: Mapping[str, str], usual: str) -> Commit:
    """The commit of a change by who is signed in, with the message that they gave: one line without what is not seen, as long as the field allows."""
    return Commit(" ".join(clean(said.get("message", "")).split())[:_MESSAGE] or usual, author_of(request))


def written_only(path: str, why: str) -> list[str]:
    """What to tell about a record that is in its file and that git did not take."""
    return [
        f"{why}.", "Nothing is lost: the file holds what you wrote, and the next assessment reads it.",
        f"Mend what git says and commit it by hand (git commit {path}), or change the record here again: that commits both.",
    ]  # fmt: skip


def reason(error: Exception) -> str:
    """Why nothing was written, without where on the disk the workspace lies."""
    return f"the record could not be written: {error.strerror or error}" if isinstance(error, OSError) else str(error)
