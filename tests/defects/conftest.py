"""Fixtures of other stories that these need, too."""

from tests.doors.test_logs import lines  # noqa: F401 (a fixture)
from tests.privacy.test_worker import work_here  # noqa: F401 (a fixture)
