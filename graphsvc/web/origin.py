"""Requests out of the pages of other sites are told apart by what browsers say of themselves."""

from __future__ import annotations

import ipaddress
from urllib.parse import urlsplit

from starlette.requests import Request


def is_cross_site(request: Request) -> bool:
    """Say whether a browser made the request for a page of another site.

    Programs that are no browsers say neither and are welcome. `Sec-Fetch-Site` cannot be set by a page.
    """
    site = request.headers.get("sec-fetch-site")
    if site is not None:
        return site not in {"same-origin", "none"}
    origin = request.headers.get("origin")
    if origin is None:
        return False
    try:
        return urlsplit(origin).netloc.lower() != request.headers.get("host", "").lower() or "//" not in origin
    except ValueError:
        return True


def is_strange_host(request: Request) -> bool:
    """Say whether a request is addressed to a name that this machine does not call itself.

    Asked only where everybody who calls is an admin, on a loopback address: a page of another site could have its own
    name lead here, and to the browser it would be the same site. Such a name has a dot; `localhost` has none.
    """
    host = request.headers.get("host", "")
    name = host[1:].partition("]")[0] if host.startswith("[") else host.partition(":")[0]
    try:
        return not ipaddress.ip_address(name).is_loopback
    except ValueError:
        return "." in name and not name.lower().endswith(".localhost")
