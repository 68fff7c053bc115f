"""Documents that are texts are edited, and sites say how their visit goes."""

import sqlalchemy as sa
from alembic import op

revision = "0009"
down_revision = "0008"


def upgrade() -> None:
    """Apply this revision."""
    op.add_column("documents", sa.Column("upload_url", sa.Text(), nullable=True))
    op.execute("UPDATE documents SET upload_url = url WHERE upload IS NOT NULL")
    op.add_column("documents", sa.Column("editable", sa.Boolean(), nullable=False, server_default=sa.false()))
    op.add_column("sites", sa.Column("status", sa.String(length=16), nullable=False, server_default="queued"))
    op.execute("UPDATE sites SET status = 'ready' WHERE report IS NOT NULL")
