"""The newest change of a workspace is found without reading the others."""

from alembic import op

revision = "0003"
down_revision = "0002"


def upgrade() -> None:
    """Apply this revision."""
    op.create_index(op.f("ix_changes_workspace_id_seq"), "changes", ["workspace_id", "seq"], unique=False)
