"""The pages, served from the package; where one was not built, a plain page says what to do."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path
from typing import Final

from starlette.middleware.gzip import GZipMiddleware
from starlette.requests import Request
from starlette.responses import FileResponse, HTMLResponse, PlainTextResponse, RedirectResponse, Response
from starlette.routing import BaseRoute, Mount, Route
from starlette.staticfiles import StaticFiles

from graphsvc.web.shell import PAGE_POLICY

UI: Final = Path(__file__).parent / "ui" / "dist"
"""Where the build puts the map."""
GRAPHIQL: Final = Path(__file__).parent / "graphiql" / "dist"
"""Where the build puts GraphiQL."""
SCREENS: Final = ("/", "/explore", "/coverage", "/roster")
"""The addresses of the map: one page that shows what its address says."""

_MISSING: Final = """<!doctype html>
<html lang="en">
<meta charset="utf-8">
<title>graphsvc</title>
<h1>{name} is not built · {name} 尚未构建</h1>
<p>Questions are answered at <code>/graphql</code> all the same. To build this page, run in the checkout:
<pre>make demo</pre>
<p>or install the package again (<code>python -m pip install --editable .</code>); either needs npm's registry within
reach. The reason why it could not be built stands in <code>build/{log}.log</code>.
</html>
"""


@dataclass(slots=True, frozen=True)
class Page:
    """A built page: the folder that holds it, what it is called, and the name of its build's log."""

    folder: Path
    name: str
    log: str

    async def show(self, _request: Request, status: int = 200) -> Response:
        """Show the page."""
        careful = {"content-security-policy": PAGE_POLICY, "cache-control": "no-cache"}
        index = self.folder / "index.html"
        if not index.is_file():
            return HTMLResponse(_MISSING.format(name=self.name, log=self.log), 503, careful)
        return FileResponse(index, status, careful, media_type="text/html; charset=utf-8")

    def assets(self) -> GZipMiddleware:
        """Give what serves the files that the page loads."""
        return GZipMiddleware(_Assets(directory=self.folder / "assets", check_dir=False))


@dataclass(slots=True, frozen=True)
class Pages:
    """The routes of the map and of GraphiQL."""

    ui: Path
    graphiql: Path
    graphiql_offered: bool

    def routes(self) -> list[BaseRoute]:
        """Give the routes."""
        ui = Page(self.ui, "The map", "ui")
        routes: list[BaseRoute] = [Route(place, ui.show) for place in SCREENS]
        routes.append(Mount("/assets", ui.assets()))
        if self.graphiql_offered:
            graphiql = Page(self.graphiql, "GraphiQL", "graphiql")
            routes += [
                Route("/graphiql", _to_graphiql),
                Route("/graphiql/", graphiql.show),
                Mount("/graphiql/assets", graphiql.assets()),
            ]
        return routes

    async def not_found(self, request: Request, _error: Exception) -> Response:
        """Say that there is nothing at an address: whoever looks at pages is told so on the map's own."""
        # What the page loads is named relative to the root, so deeper addresses cannot show it.
        looks = "text/html" in request.headers.get("accept", "") and request.url.path.count("/") == 1
        if looks and (self.ui / "index.html").is_file():
            return await Page(self.ui, "The map", "ui").show(request, 404)
        return PlainTextResponse("there is nothing here; questions are answered at /graphql\n", 404)


async def _to_graphiql(_request: Request) -> Response:
    # Its files stand beside it, so its address ends in a slash.
    return RedirectResponse("/graphiql/", 308)


class _Assets(StaticFiles):
    """Files whose names carry their hash."""

    async def check_config(self) -> None:
        """Find nothing wrong: files that are not built are not there, and no fault."""

    def file_response(self, *args: object, **kwargs: object) -> Response:
        response = super().file_response(*args, **kwargs)  # type: ignore[arg-type]  # passed on as they came
        response.headers["cache-control"] = "public, max-age=31536000, immutable"
        return response
