"""The tables: SQL holds the truth, every index is derived from it."""

from datetime import UTC, datetime

from sqlalchemy import (
    Boolean,
    Column,
    Float,
    ForeignKey,
    Index,
    Integer,
    LargeBinary,
    MetaData,
    String,
    Table,
    Text,
    UniqueConstraint,
)

__all__ = [
    "DEFAULT_WORKSPACE",
    "changes",
    "citations",
    "conversations",
    "documents",
    "embeddings",
    "feedback",
    "messages",
    "metadata",
    "passages",
    "sources",
    "utc_now",
    "workspaces",
]

DEFAULT_WORKSPACE = "default"

metadata = MetaData(
    naming_convention={
        "ix": "ix_%(table_name)s_%(column_0_N_name)s",
        "uq": "uq_%(table_name)s_%(column_0_N_name)s",
        "fk": "fk_%(table_name)s_%(column_0_N_name)s",
        "pk": "pk_%(table_name)s",
    }
)


def utc_now() -> str:
    """Return the time as ISO 8601 in UTC, to the microsecond: sorts as text."""
    return datetime.now(UTC).isoformat(timespec="microseconds")


def _workspace() -> Column[str]:
    return Column("workspace_id", String(32), ForeignKey("workspaces.id", ondelete="CASCADE"), nullable=False)


workspaces = Table(
    "workspaces",
    metadata,
    Column("id", String(32), primary_key=True),
    Column("name", Text, nullable=False),
    Column("created_at", String(32), nullable=False),
)

documents = Table(
    "documents",
    metadata,
    Column("id", String(32), primary_key=True),
    _workspace(),
    Column("source", Text, nullable=False),
    Column("title", Text, nullable=False),
    Column("url", Text),
    Column("status", String(16), nullable=False),
    Column("reason", Text),
    Column("content_hash", String(64)),
    Column("created_at", String(32), nullable=False),
    Column("updated_at", String(32), nullable=False),
    UniqueConstraint("workspace_id", "source"),
)

passages = Table(
    "passages",
    metadata,
    Column("id", Integer, primary_key=True),
    _workspace(),
    Column("document_id", String(32), ForeignKey("documents.id", ondelete="CASCADE"), nullable=False),
    Column("position", Integer, nullable=False),
    Column("heading", Text, nullable=False),
    Column("text", Text, nullable=False),
    Index(None, "document_id"),
    sqlite_autoincrement=True,  # an id never comes back, so a stale index can never show another passage
)

# No foreign key: when a document is replaced, the vectors of texts that stay are taken over by their new passages.
embeddings = Table(
    "embeddings",
    metadata,
    Column("seq", Integer, primary_key=True),
    Column("model", String(128), nullable=False),
    Column("passage_id", Integer, nullable=False),
    Column("text_hash", String(64), nullable=False),
    Column("vector", LargeBinary, nullable=False),  # float16 [dim], normalised, little-endian
    UniqueConstraint("model", "passage_id"),
    Index(None, "model", "text_hash"),
    Index(None, "passage_id"),
    sqlite_autoincrement=True,
)

changes = Table(
    "changes",
    metadata,
    Column("seq", Integer, primary_key=True),
    _workspace(),
    Column("document_id", String(32), nullable=False),  # stays after its document: a tombstone
    UniqueConstraint("workspace_id", "document_id"),
    Index(None, "workspace_id", "seq"),  # the newest is asked for before every search
    sqlite_autoincrement=True,
)

conversations = Table(
    "conversations",
    metadata,
    Column("id", String(32), primary_key=True),
    _workspace(),
    Column("created_at", String(32), nullable=False),
)

messages = Table(
    "messages",
    metadata,
    Column("seq", Integer, primary_key=True),
    Column("id", String(32), nullable=False, unique=True),
    Column("conversation_id", String(32), ForeignKey("conversations.id", ondelete="CASCADE"), nullable=False),
    Column("role", String(16), nullable=False),
    Column("text", Text, nullable=False),
    Column("model", Text),
    Column("refused", Boolean, nullable=False, default=False),
    Column("confidence", Float),
    Column("incomplete", Boolean, nullable=False, default=False),
    Column("created_at", String(32), nullable=False),
    Index(None, "conversation_id"),
    sqlite_autoincrement=True,
)

# What an answer was written from, as it stood then: the document may change or go.
sources = Table(
    "sources",
    metadata,
    Column("message_id", String(32), ForeignKey("messages.id", ondelete="CASCADE"), primary_key=True),
    Column("n", Integer, primary_key=True),
    Column("document_id", String(32), nullable=False),
    Column("passage_id", Integer, nullable=False),
    Column("title", Text, nullable=False),
    Column("heading", Text, nullable=False),
    Column("url", Text),
    Column("text", Text, nullable=False),
    Column("score", Float, nullable=False),
    Index(None, "document_id"),
)

citations = Table(
    "citations",
    metadata,
    Column("message_id", String(32), ForeignKey("messages.id", ondelete="CASCADE"), primary_key=True),
    Column("start", Integer, primary_key=True),
    Column("end", Integer, nullable=False),
    Column("supported", Boolean, nullable=False),
    Column("source", Integer),
    Column("source_start", Integer),
    Column("source_end", Integer),
)

feedback = Table(
    "feedback",
    metadata,
    Column("message_id", String(32), ForeignKey("messages.id", ondelete="CASCADE"), primary_key=True),
    Column("rating", String(8), nullable=False),
    Column("comment", Text),
    Column("created_at", String(32), nullable=False),
)
