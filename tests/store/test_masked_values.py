from rosana.store.conversations import Conversations
from rosana.store.masked_values import MaskedValues
from rosana.store.session import Database
from rosana.store.tables import conversations


async def test_later_values_replace_those_before(database: Database) -> None:
    async with database.write() as connection:
        conversation_id = await Conversations(connection).start()
        values = MaskedValues(connection, of="conversation")
        assert await values.get(conversation_id) is None
        await values.put(conversation_id, b"1")
        await values.put(conversation_id, b"2")
        assert await values.get(conversation_id) == b"2"
        assert await MaskedValues(connection, of="document").get(conversation_id) is None
        await values.put(conversation_id, None)
        assert await values.get(conversation_id) is None


async def test_values_go_with_their_conversation(database: Database) -> None:
    async with database.write() as connection:
        conversation_id = await Conversations(connection).start()
        values = MaskedValues(connection, of="conversation")
        await values.put(conversation_id, b"1")
        await connection.execute(conversations.delete())
        assert await values.get(conversation_id) is None
