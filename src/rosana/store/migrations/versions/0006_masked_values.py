"""The values behind the placeholders of a document or conversation are kept sealed, and go with it."""

import sqlalchemy as sa
from alembic import op

revision = "0006"
down_revision = "0005"


def upgrade() -> None:
    """Apply this revision."""
    op.create_table(
        "masked_values",
        sa.Column("seq", sa.Integer(), nullable=False),
        sa.Column("document_id", sa.String(length=32), nullable=True),
        sa.Column("conversation_id", sa.String(length=32), nullable=True),
        sa.Column("sealed", sa.LargeBinary(), nullable=False),
        sa.ForeignKeyConstraint(
            ["document_id"],
            ["documents.id"],
            name=op.f("fk_masked_values_document_id_documents"),
            ondelete="CASCADE",
        ),
        sa.ForeignKeyConstraint(
            ["conversation_id"],
            ["conversations.id"],
            name=op.f("fk_masked_values_conversation_id_conversations"),
            ondelete="CASCADE",
        ),
        sa.PrimaryKeyConstraint("seq", name=op.f("pk_masked_values")),
        sa.UniqueConstraint("document_id", name=op.f("uq_masked_values_document_id")),
        sa.UniqueConstraint("conversation_id", name=op.f("uq_masked_values_conversation_id")),
    )
    op.add_column("workspaces", sa.Column("key_tag", sa.String(length=12), nullable=True))
