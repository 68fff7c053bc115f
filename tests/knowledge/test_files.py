import os
from pathlib import Path

import pytest

from rosana.errors import DocumentEmpty, DocumentTooLarge, FileUnreadable, OutsideFolder
from rosana.knowledge.files import find_files, read_file


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """A folder of documents, with what else lies about in such folders."""
    base = tmp_path / "base"
    for name in ("b.md", "a.txt", "sub dir/ação é.PDF", "sub dir/foto.heic", ".git/x.md", ".oculto.md"):
        path = base / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text("texto")
    return base


def names(folder: Path, *paths: str | Path) -> list[str]:
    """Return what is found, as paths below the folder, with the class of the error where there is one."""
    return [
        Path(file.source).relative_to(folder.resolve()).as_posix()
        + (f" {type(file.error).__name__}" if file.error else "")
        for file in find_files([str(path) for path in paths])
    ]


def test_a_folder_gives_its_documents_in_order_without_hidden_ones(folder: Path) -> None:
    assert names(folder, folder) == ["a.txt", "b.md", "sub dir/ação é.PDF"]


@pytest.mark.parametrize(
    ("pattern", "expected"),
    [
        ("*.md", ["b.md"]),
        ("**/*.PDF", ["sub dir/ação é.PDF"]),
        ("**", ["a.txt", "b.md", "sub dir/ação é.PDF"]),
        ("su*", ["sub dir/ação é.PDF"]),
        ("*.xyz", ["*.xyz FileUnreadable"]),
        ("**x", ["**x FileUnreadable"]),
    ],
)
def test_globs_are_matched_here_where_the_shell_did_not(folder: Path, pattern: str, expected: list[str]) -> None:
    assert names(folder, folder / pattern) == expected


def test_a_name_with_brackets_is_a_name_where_it_exists(folder: Path) -> None:
    (folder / "nota[1].md").write_text("texto")
    assert names(folder, folder / "nota[1].md") == ["nota[1].md"]


def test_the_same_file_comes_once_however_it_is_named(folder: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    (folder / "z.md").symlink_to(folder / "b.md")
    monkeypatch.chdir(folder)
    found = names(folder, "b.md", "./sub dir/../b.md", folder / "b.md", "*.md", "z.md", ".")
    assert found == ["b.md", "a.txt", "sub dir/ação é.PDF"]


def test_what_was_named_and_cannot_be_read_comes_with_a_reason(folder: Path) -> None:
    assert names(folder, folder / "nada.md", folder / "sub dir/foto.heic", folder / "b.md/x.md") == [
        "nada.md FileUnreadable",
        "sub dir/foto.heic FormatUnsupported",
        "b.md/x.md FileUnreadable",
    ]
    (found,) = find_files(["a\0b"])
    assert isinstance(found.error, FileUnreadable)


def test_in_a_folder_what_is_no_document_is_passed_over(folder: Path) -> None:
    for name in ("planilha.xlsx", "antigo.doc", "logo.svg", "config.yaml", "tela.png"):
        (folder / name).write_text("x")
    assert names(folder, folder) == ["a.txt", "antigo.doc", "b.md", "planilha.xlsx", "sub dir/ação é.PDF"]


def test_a_picture_is_read_where_it_is_named(folder: Path) -> None:
    (folder / "recibo.png").write_text("x")
    assert names(folder, folder / "*.png") == ["recibo.png"]


def test_a_link_out_of_the_folder_is_refused_but_may_be_named(folder: Path) -> None:
    outside = folder.parent / "fora.md"
    outside.write_text("texto")
    (folder / "link.md").symlink_to(outside)
    (folder / "pasta").symlink_to(folder.parent)
    assert names(folder, folder)[2:4] == ["link.md OutsideFolder", "pasta OutsideFolder"]
    (found,) = find_files([str(folder / "link.md")])
    assert (found.error, found.source) == (None, outside.resolve().as_posix())


def test_a_refused_link_never_bears_the_source_of_the_file_behind_it(folder: Path) -> None:
    (folder.parent / "fora.md").write_text("texto")
    (folder / "link.md").symlink_to(folder.parent / "fora.md")
    errors = [file for file in find_files([str(folder)]) if isinstance(file.error, OutsideFolder)]
    assert [Path(file.source).name for file in errors] == ["link.md"]


def test_broken_links_are_told_and_loops_end(folder: Path) -> None:
    (folder / "quebrado.md").symlink_to(folder / "nada.md")
    (folder / "um.md").symlink_to(folder / "dois.md")
    (folder / "dois.md").symlink_to(folder / "um.md")
    (folder / "sub dir/volta").symlink_to(folder)
    (folder / "outra").symlink_to(folder / "sub dir")
    assert names(folder, folder) == [
        "a.txt",
        "b.md",
        "dois.md FileUnreadable",
        "quebrado.md FileUnreadable",
        "sub dir/ação é.PDF",
        "um.md FileUnreadable",
    ]


@pytest.mark.skipif(os.name == "nt", reason="Windows has no names that are not Unicode")
def test_a_name_that_is_not_unicode_comes_with_a_reason(folder: Path) -> None:
    try:
        Path(os.fsdecode(bytes(folder / "x") + b"\xff.md")).write_text("texto")
    except OSError:
        pytest.skip("this file system takes only Unicode names")
    assert [name for name in names(folder, folder) if "?" in name] == ["x?.md FileUnreadable"]


@pytest.mark.skipif(os.name == "nt" or os.geteuid() == 0, reason="needs a user whom permissions stop")
@pytest.mark.parametrize("mode", [0, 0o400])
def test_what_may_not_be_read_comes_with_a_reason(folder: Path, mode: int) -> None:
    (folder / "sub dir").chmod(mode)
    (folder / "b.md").chmod(0)
    try:
        assert names(folder, folder)[2].endswith("FileUnreadable")
        with pytest.raises(FileUnreadable, match="permissão"):
            read_file(folder / "b.md", 10)
    finally:
        (folder / "sub dir").chmod(0o700)


def test_a_file_is_read_up_to_the_limit(folder: Path) -> None:
    assert read_file(folder / "b.md", 5) == b"texto"
    with pytest.raises(DocumentTooLarge):
        read_file(folder / "b.md", 4)


@pytest.mark.parametrize("name", ["", "nada.md", "b.md/x", "a\0b"])
def test_what_is_no_file_is_unreadable(folder: Path, name: str) -> None:
    with pytest.raises(FileUnreadable):
        read_file(folder / name, 10)


def test_an_empty_file_says_so(folder: Path) -> None:
    (folder / "b.md").write_bytes(b"")
    with pytest.raises(DocumentEmpty):
        read_file(folder / "b.md", 10)


@pytest.mark.skipif(not hasattr(os, "mkfifo"), reason="Windows has no named pipes")
def test_a_pipe_is_not_waited_for(folder: Path) -> None:
    os.mkfifo(folder / "tubo.md")
    with pytest.raises(FileUnreadable, match="comum"):
        read_file(folder / "tubo.md", 10)
