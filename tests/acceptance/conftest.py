import signal
from collections.abc import Iterator

import pytest

from tests.acceptance.server import Server, running

# What a shell starts in the background ignores Ctrl-C, and so would the processes that it starts.
signal.signal(signal.SIGINT, signal.default_int_handler)


@pytest.fixture(scope="session")
def sample_server(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Server]:
    """One server with the sample knowledge base, for tests that only ask."""
    with running(tmp_path_factory.mktemp("sample")) as server:
        yield server
