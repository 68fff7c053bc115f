from rosana.store.catalog import Catalog, Name
from rosana.store.documents import Documents
from rosana.store.session import Database
from rosana.types import Chunk


async def put(database: Database, source: str, *texts: str) -> str:
    async with database.write() as connection:
        return await Documents(connection).replace(
            source, title=f"Sobre {source}", url="u", content_hash=source, chunks=[Chunk("h", text) for text in texts]
        )


async def test_names_are_of_all_documents_or_of_those_in_one_state(database: Database) -> None:
    ready = await put(database, "a", "um")
    async with database.write() as connection:
        failed = await Documents(connection).fail("b", title="B", url=None, reason="Vazio.")
    async with database.read() as connection:
        catalog = Catalog(connection)
        assert {name.id for name in await catalog.names()} == {ready, failed}
        assert await catalog.names("ready") == [Name(ready, "Sobre a", "a")]


async def test_documents_come_in_the_order_of_their_ids_without_those_that_are_gone(database: Database) -> None:
    ids = [await put(database, source, "um") for source in "abc"]
    async with database.write() as connection:
        await Documents(connection).remove(ids[1])
    async with database.read() as connection:
        few = await Catalog(connection).documents([ids[2], ids[1], ids[0]])
        many = await Catalog(connection).documents([ids[2], ids[1], ids[0], *("x" * 600)])
    assert [document.source for document in few] == [document.source for document in many] == ["c", "a"]


async def test_passages_that_serve_come_in_pages(database: Database) -> None:
    await put(database, "a", "velho")
    document_id = await put(database, "a", "um", "dois", "três")
    async with database.read() as connection:
        document, catalog = await Documents(connection).get(document_id), Catalog(connection)
        first = await catalog.passages(document, limit=2)
        rest = await catalog.passages(document, limit=2, after=first[-1].id)
    assert [passage.text for passage in (*first, *rest)] == ["um", "dois", "três"]
    assert (first[0].title, first[0].heading, first[0].url) == ("Sobre a", "h", "u")


async def test_the_pages_of_a_site_are_counted_by_their_addresses(database: Database) -> None:
    inside = (
        "https://a.com/x",
        "http://a.com/x",
        "https://a.com/x/y",
        "https://a.com/x/y/z?n=1",
        "https://a.com/x?n=2",
    )
    outside = ("https://a.com/", "https://a.com/xy", "https://a.com/x.html", "https://b.com/x", "a.com/x", "guia.md")
    for source in (*inside, *outside):
        await put(database, source, "um")
    async with database.read() as connection:
        catalog = Catalog(connection)
        assert await catalog.count_pages("a.com/x") == len(inside)
        assert await catalog.count_pages("a.com") == len(inside) + 3
        assert await catalog.count_pages("c.com") == 0
