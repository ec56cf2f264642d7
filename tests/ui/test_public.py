"""What everybody may see: who is not shown is left out, and nothing is said about the gap that this leaves."""

from __future__ import annotations

from collections.abc import Callable
from typing import Final

from tests.support.reader import MOMENT, Reader

Sit = Callable[..., Reader]

COMMITTEE: Final = f"key=u.liuling-sq.jwh&lang=en&at={MOMENT}"


def test_a_post_whose_holder_is_not_public_is_not_called_vacant(read: Sit, public: str) -> None:
    """Neither in the graph nor on the unit's page; those who see everybody are told of posts that are."""
    reader = read(address=public)
    reader.visit(f"/explore?view=table&{COMMITTEE}")
    rows = reader.main.locator(".graph tbody")
    assert "Care Member" in rows.inner_text()
    assert "vacant" not in rows.inner_text().lower()
    reader.visit(f"/roster?{COMMITTEE}")
    assert "Care Member" in reader.main.inner_text()
    assert "nobody at present" not in reader.main.inner_text()
    assert "This is what is public" in reader.main.inner_text()
