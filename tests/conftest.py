"""What every test may use."""

import os
from collections.abc import Iterator
from pathlib import Path

import pytest
from hypothesis import HealthCheck, settings

# No test fails by the clock: what is slow today says nothing of the code, and CI's own profile is so already.
PROFILE = settings.get_current_profile_name()
settings.register_profile(
    PROFILE,
    parent=settings.get_profile(PROFILE),
    deadline=None,
    suppress_health_check=[HealthCheck.too_slow],
)

pytest_plugins = ["tests.support.usage"]


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    for item in items:
        if item.path.parent.name == "journeys":
            item.add_marker(pytest.mark.journey)
            item.add_marker(pytest.mark.timeout(600), append=False)  # a guard against hanging, not a bound
    items.sort(key=lambda item: item.get_closest_marker("journey") is None)  # the long ones first: no tail


@pytest.fixture(scope="session")
def cases() -> Path:
    """The folder of shared cases, from QIAO_CASES or beside the checkout."""
    given = os.environ.get("QIAO_CASES", "")
    folder = Path(given) if given else Path(__file__).resolve().parents[2] / "shared" / "cases"
    if not folder.is_dir():
        pytest.skip("the shared cases are not here: set QIAO_CASES to their folder")
    return folder


@pytest.fixture(autouse=True)
def _english() -> Iterator[None]:
    """Tests read English unless they ask otherwise."""
    from django.utils import translation

    with translation.override("en"):
        yield
