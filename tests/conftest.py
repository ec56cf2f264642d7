"""What all tests share: hypothesis judges answers, not how long a shared machine took for them."""

from __future__ import annotations

from hypothesis import HealthCheck, settings

settings.register_profile("graphsvc", deadline=None, suppress_health_check=[HealthCheck.too_slow])
settings.load_profile("graphsvc")
