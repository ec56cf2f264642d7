"""The reader of these tests notices what goes wrong on a page."""

from __future__ import annotations

import pytest
from playwright.sync_api import Browser

from tests.support.reader import reading


@pytest.mark.parametrize(
    ("mischief", "fault"),
    [
        ("console.warn('beware')", "warning: beware"),
        ("setTimeout(() => { throw new Error('broken'); })", "fault: broken"),
        ("fetch('http://127.0.0.1:9/').catch(() => 0)", "policy: connect-src"),
        ("document.body.insertAdjacentHTML('beforeend', '<p style=\"color: red\">')", "policy: style-src"),
        ("setTimeout(() => alert('here'))", "dialog: here"),
    ],
)
def test_a_fault_on_the_page_fails_the_test_that_looks_at_it(
    browser: Browser, town: str, mischief: str, fault: str
) -> None:
    with pytest.raises(AssertionError, match=fault):
        meet(browser, town, mischief)


def meet(browser: Browser, address: str, mischief: str) -> None:
    """Looks at a page while a script does mischief there."""
    with reading(browser, address) as reader:
        reader.visit("/roster?lang=en")
        reader.page.evaluate(f"() => {{ {mischief}; }}")
        reader.page.evaluate("new Promise((done) => setTimeout(done, 50))")
