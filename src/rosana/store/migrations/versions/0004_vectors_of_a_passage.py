"""The vectors of a passage are found without reading those of the others, so that a delete takes them along."""

from alembic import op

revision = "0004"
down_revision = "0003"


def upgrade() -> None:
    """Apply this revision."""
    op.create_index(op.f("ix_embeddings_passage_id"), "embeddings", ["passage_id"], unique=False)
