"""How an identity provider is asked: over https, without following it elsewhere, not for long, and not for much."""

from __future__ import annotations

import base64
import time
from collections.abc import Callable, Mapping
from typing import IO, TypeAlias
from urllib.error import HTTPError, URLError
from urllib.parse import quote_plus, urlencode, urlsplit
from urllib.request import HTTPRedirectHandler, Request, build_opener

_SECONDS = 10
_LARGEST = 1_000_000
_PIECE = 65_536


class ProviderError(Exception):
    """The identity provider cannot be asked, or answers nonsense: the message says which."""


Ask: TypeAlias = Callable[[str, Mapping[str, str] | None, tuple[str, str] | None], bytes]
"""Something that speaks to a provider: an address, a form to send, name and secret of the client. Raises ``ProviderError``."""


class _Nowhere(HTTPRedirectHandler):
    def redirect_request(self, *_: object) -> None:
        """What a provider says stands at its own address."""
        return


def ask(address: str, form: Mapping[str, str] | None, signed: tuple[str, str] | None, /) -> bytes:
    """Through the network. Raises ``ProviderError``."""
    told = urlsplit(address)
    if told.scheme != "https" and told.hostname not in {"127.0.0.1", "localhost"}:
        raise ProviderError("the identity provider names an address without https")
    headers = {"accept": "application/json"}
    if signed:
        headers["authorization"] = "Basic " + base64.b64encode(":".join(map(quote_plus, signed)).encode()).decode()
    try:
        request = Request(address, urlencode(form).encode() if form is not None else None, headers)  # noqa: S310  # the scheme was looked at
        with build_opener(_Nowhere).open(request, timeout=_SECONDS) as answer:
            data = _read(answer)
    except HTTPError as error:
        raise ProviderError(f"the identity provider refused (status {error.code})") from error
    except (URLError, OSError, ValueError) as error:
        raise ProviderError("the identity provider cannot be reached") from error
    if len(data) > _LARGEST:
        raise ProviderError("the identity provider answered more than can be meant")
    return data


def _read(answer: IO[bytes]) -> bytes:
    """Its beginning, as far as it can be meant: within the time for all of it, for who sends a byte now and then would hold us for ever."""
    data, end = b"", time.monotonic() + _SECONDS
    while len(data) <= _LARGEST and (piece := answer.read1(_PIECE)):  # type: ignore[attr-defined]  # an answer of http has it
        data += piece
        if time.monotonic() > end:
            raise TimeoutError
    return data
