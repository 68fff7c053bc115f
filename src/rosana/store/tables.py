"""The tables: SQL holds the truth, every index is derived from it."""

from datetime import UTC, datetime

from sqlalchemy import (
    Boolean,
    Column,
    ColumnElement,
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
    false,
    func,
    text,
)

__all__ = [
    "DEFAULT_WORKSPACE",
    "SMALL_TALK",
    "changes",
    "citations",
    "conversations",
    "documents",
    "embeddings",
    "feedback",
    "jobs",
    "masked_values",
    "messages",
    "metadata",
    "of_workspace",
    "passages",
    "sites",
    "sources",
    "utc_now",
    "workspaces",
]

DEFAULT_WORKSPACE = "default"

SMALL_TALK = "rosana"
"""The `model` of answers that are courtesy alone: no document has a part in them."""

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


def of_workspace(table: Table, workspace: str) -> ColumnElement[bool]:
    """Return whether a row is of a workspace, said to be so of nearly all of them.

    SQLite takes few rows to be equal to a value, and would read a whole workspace to find some of it by their ids or
    their time: https://sqlite.org/lang_corefunc.html#likely.
    """
    return func.likely(table.c.workspace_id == workspace, type_=Boolean)


def _workspace() -> Column[str]:
    return Column("workspace_id", String(32), ForeignKey("workspaces.id", ondelete="CASCADE"), nullable=False)


workspaces = Table(
    "workspaces",
    metadata,
    Column("id", String(32), primary_key=True),
    Column("name", Text, nullable=False),
    Column("key_tag", String(12)),  # of the key that sealed its data, to find out early about a wrong one
    Column("preferences", Text),  # JSON, what the console has set
    Column("created_at", String(32), nullable=False),
)

documents = Table(
    "documents",
    metadata,
    Column("id", String(32), primary_key=True),
    _workspace(),
    Column("source", Text, nullable=False),
    Column("origin", String(8), nullable=False, server_default="upload"),
    Column("title", Text, nullable=False),
    Column("url", Text),
    Column("status", String(16), nullable=False),
    Column("reason", Text),
    Column("version", Text),  # what its source says of its age: "mtime_ns:size", an ETag; read before the content
    Column("content_hash", String(64)),
    Column("upload", Integer),  # the number of the upload that waits to be read
    Column("upload_url", Text),  # its address, until it is read
    Column("editable", Boolean, nullable=False, server_default=false()),  # whether its original is a text
    Column("draft", Integer, nullable=False, server_default="1"),  # the newest reading; an older one may not publish
    Column("generation", Integer, nullable=False, server_default="0"),  # the draft whose passages serve
    Column("progress_done", Integer),
    Column("progress_total", Integer),
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
    Column("generation", Integer, nullable=False, server_default="0"),  # serves while its document has the same
    Index(None, "document_id", "generation"),
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
    Column("visitor", String(32)),  # of the widget whose visitor it belongs to; NULL: whoever knows its id
    Column("created_at", String(32), nullable=False),
    Column("updated_at", String(32), nullable=False, server_default=""),  # its last question
    Index(None, "workspace_id", "updated_at"),
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
    Column("request", String(64)),  # the caller's id of a question: asked again, it is the same one
    Column("question", Integer),  # of an answer: `seq` of what it answers
    Column("unsupported", Boolean, nullable=False, server_default="0"),  # an answer that was given from no passage
    Column("first_token_ms", Float),
    Column("total_ms", Float),
    Column("created_at", String(32), nullable=False),
    Index(None, "conversation_id"),
    Index(None, "created_at"),
    Index(None, "request", unique=True),
    Index(None, "question", unique=True),
    # What the list of conversations is filtered by.
    Index("ix_messages_refused", "conversation_id", sqlite_where=text("refused = 1")),
    Index("ix_messages_unsupported", "conversation_id", sqlite_where=text("unsupported = 1")),
    Index(None, "confidence", "refused", "conversation_id"),
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

jobs = Table(
    "jobs",
    metadata,
    Column("seq", Integer, primary_key=True),
    Column("kind", String(32), nullable=False),
    Column("subject", Text, nullable=False),
    Column("due", Float),  # seconds since 1970; NULL: a dead letter
    Column("receipt", String(32)),  # of the newest lease
    Column("attempts", Integer, nullable=False, server_default="0"),
    Column("reason", Text),
    Column("created_at", String(32), nullable=False),
    Index(None, "due"),
    Index(None, "kind", "subject"),
    sqlite_autoincrement=True,
)

# One row for each document or conversation in which something was masked.
masked_values = Table(
    "masked_values",
    metadata,
    Column("seq", Integer, primary_key=True),
    Column("document_id", String(32), ForeignKey("documents.id", ondelete="CASCADE"), unique=True),
    Column("conversation_id", String(32), ForeignKey("conversations.id", ondelete="CASCADE"), unique=True),
    Column("sealed", LargeBinary, nullable=False),
)

sites = Table(
    "sites",
    metadata,
    Column("id", String(32), primary_key=True),
    _workspace(),
    Column("url", Text, nullable=False),
    Column("depth", Integer),  # 0: one page; NULL: no limit
    Column("max_pages", Integer, nullable=False),
    Column("every", Integer),  # seconds; NULL: only when asked to
    Column("status", String(16), nullable=False, server_default="queued"),
    Column("due", Float),  # seconds since 1970; while a visit goes on, when another process may take it over
    Column("visited_at", String(32)),
    Column("prefix", Text),  # of the addresses that are its pages, known after the first visit
    Column("report", Text),  # JSON, of the last visit
    UniqueConstraint("workspace_id", "url"),
)
