import pytest

from rosana.errors import AddressInvalid
from rosana.knowledge.sites.addresses import Scope, key, link, normalize


@pytest.mark.parametrize(
    ("address", "usual"),
    [
        ("HTTPS://Ajuda.Exemplo.COM.br:443", "https://ajuda.exemplo.com.br/"),
        ("http://exemplo.com:80/a", "http://exemplo.com/a"),
        ("http://exemplo.com:8080/a", "http://exemplo.com:8080/a"),
        ("https://exemplo.com/a#parte", "https://exemplo.com/a"),
        ("https://exemplo.com/a?utm_source=x&id=7&gclid=y", "https://exemplo.com/a?id=7"),
        ("https://exemplo.com/a;jsessionid=12?b=1", "https://exemplo.com/a?b=1"),
        ("https://exemplo.com/a/../b/./c//d/", "https://exemplo.com/b/c/d/"),
        ("https://exemplo.com/página nova", "https://exemplo.com/p%C3%A1gina%20nova"),
        ("https://exemplo.com/p%C3%A1gina", "https://exemplo.com/p%C3%A1gina"),
        ("https://ação.com.br/", "https://xn--ao-siap.com.br/"),
        ("https://[2606:4700::1]/a", "https://[2606:4700::1]/a"),
        ("https://exemplo.com./", "https://exemplo.com/"),
    ],
)
def test_one_page_has_one_spelling(address: str, usual: str) -> None:
    assert normalize(address) == usual
    assert normalize(usual) == usual


@pytest.mark.parametrize(
    "address",
    [
        "ftp://exemplo.com/",
        "file:///etc/passwd",
        "javascript:alert(1)",
        "https://",
        "https:///a",
        "https://maria:senha@exemplo.com/",
        "https://exemplo.com:99999/",
        "https://exemplo com/",
        "https://exemplo.com/\r\nX: y",
        "https://[::1",
        "https://exemplo.com/" + "a" * 3_000,
    ],
)
def test_what_is_no_address_of_a_page_is_refused(address: str) -> None:
    with pytest.raises(AddressInvalid):
        normalize(address)


def test_links_are_taken_from_their_page_and_others_left_out() -> None:
    assert link("https://exemplo.com/a/b", "../c?x=1#y") == "https://exemplo.com/c?x=1"
    assert link("https://exemplo.com/a", "//outro.com/b") == "https://outro.com/b"
    assert link("https://exemplo.com/a", "mailto:a@b.com") is None
    assert link("https://exemplo.com/a", "http://[x") is None


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("http://exemplo.com/a", "https://exemplo.com/a/"),
        ("https://exemplo.com/a/index.html", "https://exemplo.com/a"),
        ("https://exemplo.com/a?x=1&y=2", "https://exemplo.com/a?y=2&x=1"),
    ],
)
def test_spellings_of_a_page_share_their_key(one: str, other: str) -> None:
    assert key(one) == key(other)


def test_different_pages_have_different_keys() -> None:
    pages = ["https://a.com/x", "https://b.com/x", "https://a.com/y", "https://a.com/x?p=1", "https://a.com:8080/x"]
    assert len({key(page) for page in pages}) == len(pages)


@pytest.mark.parametrize(
    ("start", "inside", "outside"),
    [
        ("https://a.com/", "https://a.com/x/y", "https://b.com/"),
        ("https://a.com/ajuda", "http://a.com/ajuda/x", "https://a.com/ajudantes"),
        ("https://a.com/ajuda/", "https://a.com/ajuda", "https://a.com/blog"),
        ("https://a.com/docs/index.html", "https://a.com/docs/b", "https://a.com/x"),
        ("https://a.com/ajuda", "https://a.com/ajuda?p=1", "https://a.com:8080/ajuda"),
    ],
)
def test_a_scope_holds_what_is_below_its_address(start: str, inside: str, outside: str) -> None:
    scope = Scope.of(start)
    assert scope.holds(inside)
    assert not scope.holds(outside)
    assert Scope.of(scope.address) == scope


@pytest.mark.parametrize(
    ("start", "target", "holds"),
    [
        ("https://a.com/", "https://a.com/hc/pt-br", "https://a.com/outra"),
        ("https://a.com/ajuda", "https://www.a.com/ajuda/", "https://www.a.com/ajuda/x"),
        ("https://a.com/ajuda", "https://ajuda.a.com/", "https://ajuda.a.com/x"),
    ],
)
def test_a_scope_follows_the_first_page_to_where_it_leads(start: str, target: str, holds: str) -> None:
    assert Scope.of(start).after_redirect(target).holds(holds)
