"""Vectors are known by their text, so that they outlive the passages of a document that is replaced."""

import sqlalchemy as sa
from alembic import op

revision = "0002"
down_revision = "0001"


def upgrade() -> None:
    """Apply this revision; vectors are derived from the passages, so they begin anew."""
    op.drop_table("embeddings")
    op.create_table(
        "embeddings",
        sa.Column("seq", sa.Integer(), nullable=False),
        sa.Column("model", sa.String(length=128), nullable=False),
        sa.Column("passage_id", sa.Integer(), nullable=False),
        sa.Column("text_hash", sa.String(length=64), nullable=False),
        sa.Column("vector", sa.LargeBinary(), nullable=False),
        sa.PrimaryKeyConstraint("seq", name=op.f("pk_embeddings")),
        sa.UniqueConstraint("model", "passage_id", name=op.f("uq_embeddings_model_passage_id")),
        sqlite_autoincrement=True,
    )
    op.create_index(op.f("ix_embeddings_model_text_hash"), "embeddings", ["model", "text_hash"], unique=False)
