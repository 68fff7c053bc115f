"""Documents are read by jobs that outlive a process, and their passages are published by one row."""

import sqlalchemy as sa
from alembic import op

revision = "0005"
down_revision = "0004"


def upgrade() -> None:
    """Apply this revision."""
    op.create_table(
        "jobs",
        sa.Column("seq", sa.Integer(), nullable=False),
        sa.Column("kind", sa.String(length=32), nullable=False),
        sa.Column("subject", sa.Text(), nullable=False),
        sa.Column("due", sa.Float(), nullable=True),
        sa.Column("receipt", sa.String(length=32), nullable=True),
        sa.Column("attempts", sa.Integer(), server_default="0", nullable=False),
        sa.Column("reason", sa.Text(), nullable=True),
        sa.Column("created_at", sa.String(length=32), nullable=False),
        sa.PrimaryKeyConstraint("seq", name=op.f("pk_jobs")),
        sqlite_autoincrement=True,
    )
    op.create_index(op.f("ix_jobs_due"), "jobs", ["due"], unique=False)
    op.create_index(op.f("ix_jobs_kind_subject"), "jobs", ["kind", "subject"], unique=False)
    op.add_column("documents", sa.Column("version", sa.Text(), nullable=True))
    op.add_column("documents", sa.Column("upload", sa.Integer(), nullable=True))
    op.add_column("documents", sa.Column("draft", sa.Integer(), server_default="1", nullable=False))
    op.add_column("documents", sa.Column("generation", sa.Integer(), server_default="0", nullable=False))
    op.add_column("documents", sa.Column("progress_done", sa.Integer(), nullable=True))
    op.add_column("documents", sa.Column("progress_total", sa.Integer(), nullable=True))
    op.add_column("documents", sa.Column("origin", sa.String(length=8), server_default="upload", nullable=False))
    op.execute("UPDATE documents SET origin = 'file' WHERE source LIKE '/%' OR source LIKE '_:/%'")
    op.add_column("passages", sa.Column("generation", sa.Integer(), server_default="0", nullable=False))
    op.drop_index(op.f("ix_passages_document_id"), "passages")
    op.create_index(op.f("ix_passages_document_id_generation"), "passages", ["document_id", "generation"], unique=False)
