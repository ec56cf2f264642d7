"""Figures about the service in Prometheus' text format. They hold nothing of what was asked."""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Collection, Iterator
from typing import Final

_BOUNDS: Final = (0.001, 0.0025, 0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1.0, 2.5, 5.0, 10.0, 20.0)


class Metrics:
    """Counts requests by route and status, and how long they took by route."""

    def __init__(self, routes: Collection[str]) -> None:
        # Paths that are no routes are counted as one, so that nobody can fill the memory with made-up ones.
        self._routes = frozenset(routes)
        self._requests: dict[tuple[str, int], int] = {}
        self._buckets: dict[str, list[int]] = {}
        self._seconds: dict[str, float] = {}

    def count(self, path: str, status: int, seconds: float) -> None:
        """Count a request."""
        route = path if path in self._routes else "other"
        self._requests[route, status] = self._requests.get((route, status), 0) + 1
        buckets = self._buckets.setdefault(route, [0] * (len(_BOUNDS) + 1))
        buckets[bisect_left(_BOUNDS, seconds)] += 1
        self._seconds[route] = self._seconds.get(route, 0.0) + seconds

    def tell(self, revision: int) -> str:
        """Write all figures."""
        return "\n".join(self._lines(revision)) + "\n"

    def _lines(self, revision: int) -> Iterator[str]:
        yield "# HELP graphsvc_revision The revision of the store."
        yield "# TYPE graphsvc_revision gauge"
        yield f"graphsvc_revision {revision}"
        yield "# HELP graphsvc_requests_total Requests by route and status (0: broken off)."
        yield "# TYPE graphsvc_requests_total counter"
        for (route, status), count in sorted(self._requests.items()):
            yield f'graphsvc_requests_total{{route="{route}",status="{status}"}} {count}'
        yield "# HELP graphsvc_request_seconds How long requests took, by route."
        yield "# TYPE graphsvc_request_seconds histogram"
        for route, buckets in sorted(self._buckets.items()):
            total = 0
            for bound, count in zip((*map(str, _BOUNDS), "+Inf"), buckets, strict=True):
                total += count
                yield f'graphsvc_request_seconds_bucket{{route="{route}",le="{bound}"}} {total}'
            yield f'graphsvc_request_seconds_sum{{route="{route}"}} {self._seconds[route]:.6f}'
            yield f'graphsvc_request_seconds_count{{route="{route}"}} {total}'
