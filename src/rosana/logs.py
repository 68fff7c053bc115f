"""Logging for operators: one line per event on stderr, never the text of a document or of a customer."""

import logging

__all__ = ["set_up_logs"]


def set_up_logs(level: str) -> None:
    """Send the logs of Rosana and of the web server to stderr at the given level."""
    logging.basicConfig(format="%(asctime)s %(levelname)s %(name)s %(message)s", level=level.upper(), force=True)
    # aiosqlite's debug lines quote every value that is stored.
    for chatty in ("httpx", "httpcore", "uvicorn.access", "aiosqlite", "asyncio", "faiss", "alembic"):
        logging.getLogger(chatty).setLevel(logging.WARNING)
