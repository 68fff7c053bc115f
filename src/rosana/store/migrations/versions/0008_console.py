"""What the console shows and sets: how long answers took, whose conversations are, what was chosen."""

import sqlalchemy as sa
from alembic import op

revision = "0008"
down_revision = "0007"


def upgrade() -> None:
    """Apply this revision."""
    op.add_column("workspaces", sa.Column("preferences", sa.Text(), nullable=True))
    op.add_column("conversations", sa.Column("visitor", sa.String(length=32), nullable=True))
    op.add_column("conversations", sa.Column("updated_at", sa.String(length=32), nullable=False, server_default=""))
    op.execute(
        "UPDATE conversations SET updated_at = COALESCE("
        "(SELECT MAX(created_at) FROM messages WHERE conversation_id = conversations.id), created_at)"
    )
    op.create_index(op.f("ix_conversations_workspace_id_updated_at"), "conversations", ["workspace_id", "updated_at"])
    op.add_column("messages", sa.Column("request", sa.String(length=64), nullable=True))
    op.create_index(op.f("ix_messages_request"), "messages", ["request"], unique=True)
    op.add_column("messages", sa.Column("first_token_ms", sa.Float(), nullable=True))
    op.add_column("messages", sa.Column("total_ms", sa.Float(), nullable=True))
    op.create_index(op.f("ix_messages_created_at"), "messages", ["created_at"])
