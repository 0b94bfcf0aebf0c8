"""What no page expected: said in words, with the trace on the server's standard error and never in the page."""

from __future__ import annotations

import sys
import traceback

from fastapi import Request

from quarterdeck.reports.render.plain import clean
from quarterdeck.surfaces.web.answering import App, Message, Receive, Scope, Send, answer
from quarterdeck.surfaces.web.rendering import page
from quarterdeck.surfaces.web.ways_in import API

_FRAMES = 8
"""The innermost: those around them are the framework's, and the same for every page."""
_WORDS = (
    "Quarterdeck met something that it was not made for. What was saved before is untouched.",
    "If the program was brought up to date since the company was last assessed, stop `quarterdeck serve`, start it again, and assess again.",
    "If it comes again, report it with the lines that stand where `quarterdeck serve` was started: they say where it happened.",
)


class Mishaps:
    """Stands behind the guard, around all pages."""

    def __init__(self, app: App) -> None:
        """Around ``app``."""
        self._app = app

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """One request."""
        begun = False

        async def sent(message: Message) -> None:
            nonlocal begun
            begun = True
            await send(message)

        try:
            await self._app(scope, receive, sent)
        except Exception:
            told = "\n".join(clean(line) if line.strip() else "" for line in traceback.format_exc(limit=-_FRAMES).splitlines())
            sys.stderr.write(f"{scope.get('method')} {clean(scope['path'])} went wrong:\n{told}\n")
            if begun or "session" not in scope.get("state", {}):
                raise
            if scope["path"].startswith(API):
                await answer(sent, scope["path"], 500, " ".join(_WORDS))
                return
            await page(Request(scope), "message.html.jinja", 500, title="Something went wrong", words=list(_WORDS))(scope, receive, sent)
