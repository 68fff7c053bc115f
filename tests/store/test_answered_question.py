"""The migration that finds out what the stored answers belong to."""

from pathlib import Path
from typing import Any

from alembic import command
from alembic.config import Config
from sqlalchemy import create_engine, text

from rosana.store.migrations import migrate

_ROWS: tuple[dict[str, Any], ...] = (
    {"seq": 1, "conversation": "a", "role": "user", "model": None, "refused": False},
    {"seq": 2, "conversation": "a", "role": "assistant", "model": "llama", "refused": False},
    {"seq": 3, "conversation": "b", "role": "user", "model": None, "refused": False},
    {"seq": 4, "conversation": "a", "role": "user", "model": None, "refused": False},
    {"seq": 5, "conversation": "a", "role": "assistant", "model": "rosana", "refused": False},
    {"seq": 6, "conversation": "b", "role": "user", "model": None, "refused": False},
    {"seq": 7, "conversation": "b", "role": "assistant", "model": "llama", "refused": True},
    {"seq": 8, "conversation": "b", "role": "assistant", "model": "llama", "refused": False},
)


def test_answers_of_earlier_versions_are_led_to_their_questions(tmp_path: Path) -> None:
    config = Config()
    config.set_main_option("script_location", "src/rosana/store/migrations")
    engine = create_engine(f"sqlite:///{tmp_path / 'old.db'}")
    with engine.begin() as connection:
        config.attributes["connection"] = connection
        command.upgrade(config, "0007")
        for name in ("a", "b"):
            connection.execute(text(f"INSERT INTO conversations VALUES ('{name}', 'default', '')"))
        for row in _ROWS:
            connection.execute(
                text(
                    "INSERT INTO messages (seq, id, conversation_id, role, text, model, refused, incomplete, "
                    "created_at) VALUES (:seq, :seq, :conversation, :role, '', :model, :refused, 0, '')"
                ),
                row,
            )
        connection.execute(text("INSERT INTO citations VALUES (8, 0, 5, 1, 1, 0, 5)"))
    with engine.begin() as connection:
        migrate.upgrade(connection)
        found = connection.execute(text("SELECT seq, question, unsupported FROM messages WHERE role = 'assistant'"))
        assert [tuple(row) for row in found] == [(2, 1, 1), (5, 4, 0), (7, 6, 0), (8, None, 0)]
    engine.dispose()
