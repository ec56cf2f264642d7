"""GraphiQL, served from the package; a plain page says what to do when it was not built."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path
from typing import Final

from starlette.requests import Request
from starlette.responses import FileResponse, HTMLResponse, PlainTextResponse, RedirectResponse, Response
from starlette.routing import BaseRoute, Mount, Route
from starlette.staticfiles import StaticFiles

from graphsvc.web.shell import PAGE_POLICY

GRAPHIQL: Final = Path(__file__).parent / "graphiql" / "dist"
"""Where the build puts the page."""

_MISSING: Final = """<!doctype html>
<html lang="en">
<meta charset="utf-8">
<title>graphsvc</title>
<h1>GraphiQL is not built · GraphiQL 尚未构建</h1>
<p>Questions are answered at <code>/graphql</code> all the same. To build this page, run in the checkout:
<pre>make demo</pre>
<p>or install the package again (<code>python -m pip install --editable .</code>); either needs npm's registry within
reach. The reason why it could not be built stands in <code>build/graphiql.log</code>.
</html>
"""


@dataclass(slots=True, frozen=True)
class Pages:
    """The routes of GraphiQL."""

    folder: Path
    offered: bool

    def routes(self) -> list[BaseRoute]:
        """Give the routes."""
        if not self.offered:
            return []
        return [
            Route("/", self.home),
            Route("/graphiql", self.to_page),
            Route("/graphiql/", self.page),
            Mount("/graphiql/assets", _Assets(directory=self.folder / "assets", check_dir=False)),
        ]

    async def home(self, _request: Request) -> Response:
        """Lead to the page."""
        return RedirectResponse("/graphiql/", 307)

    async def to_page(self, _request: Request) -> Response:
        """Lead to the page: its files stand beside it, so its address ends in a slash."""
        return RedirectResponse("/graphiql/", 308)

    async def page(self, _request: Request) -> Response:
        """Show the page."""
        careful = {"content-security-policy": PAGE_POLICY, "cache-control": "no-cache"}
        index = self.folder / "index.html"
        if not index.is_file():
            return HTMLResponse(_MISSING, 503, careful)
        return FileResponse(index, headers=careful, media_type="text/html; charset=utf-8")


class _Assets(StaticFiles):
    """Files whose names carry their hash."""

    async def check_config(self) -> None:
        """Find nothing wrong: files that are not built are not there, and no fault."""

    def file_response(self, *args: object, **kwargs: object) -> Response:
        response = super().file_response(*args, **kwargs)  # type: ignore[arg-type]  # passed on as they came
        response.headers["cache-control"] = "public, max-age=31536000, immutable"
        return response


async def not_found(_request: Request, _error: Exception) -> Response:
    """Say that there is nothing at an address."""
    return PlainTextResponse("there is nothing here; questions are answered at /graphql\n", 404)
