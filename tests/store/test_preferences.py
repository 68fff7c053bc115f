from rosana.store.preferences import StoredPreferences, stored_preferences
from rosana.store.session import Database


async def test_nothing_is_stored_at_first(database: Database) -> None:
    assert await stored_preferences(database) is None


async def test_what_is_put_takes_the_place_of_what_was_there(database: Database) -> None:
    for text in ('{"a": 1}', '{"b": 2}'):
        async with database.write() as connection:
            await StoredPreferences(connection).put(text)
            assert await StoredPreferences(connection).get() == text
        assert await stored_preferences(database) == text
