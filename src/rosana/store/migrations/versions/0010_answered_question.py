"""Which question an answer belongs to, as two may be asked at once, and what conversations are filtered by."""

import sqlalchemy as sa
from alembic import op

revision = "0010"
down_revision = "0009"


def upgrade() -> None:
    """Apply this revision."""
    op.add_column("messages", sa.Column("question", sa.Integer(), nullable=True))
    op.execute(
        "UPDATE messages SET question = (SELECT MAX(asked.seq) FROM messages AS asked WHERE asked.role = 'user' "
        "AND asked.conversation_id = messages.conversation_id AND asked.seq < messages.seq) WHERE role = 'assistant'"
    )
    op.execute(  # two answers in a row: nobody knows to what the second one is
        "UPDATE messages SET question = NULL WHERE question IS NOT NULL AND EXISTS (SELECT 1 FROM messages AS earlier "
        "WHERE earlier.conversation_id = messages.conversation_id AND earlier.question = messages.question "
        "AND earlier.seq < messages.seq)"
    )
    op.create_index(op.f("ix_messages_question"), "messages", ["question"], unique=True)
    op.add_column("messages", sa.Column("unsupported", sa.Boolean(), nullable=False, server_default="0"))
    op.execute(
        "UPDATE messages SET unsupported = 1 WHERE role = 'assistant' AND refused = 0 AND model <> 'rosana' "
        "AND NOT EXISTS (SELECT 1 FROM citations WHERE message_id = messages.id AND supported = 1)"
    )
    for flag in ("refused", "unsupported"):
        op.create_index(f"ix_messages_{flag}", "messages", ["conversation_id"], sqlite_where=sa.text(f"{flag} = 1"))
    op.create_index(
        op.f("ix_messages_confidence_refused_conversation_id"), "messages", ["confidence", "refused", "conversation_id"]
    )
