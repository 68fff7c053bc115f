from threading import Thread

import numpy as np
import pytest
from numpy.typing import NDArray

from rosana.retrieval.faiss import FaissVectors, open_faiss


def normal(count: int, dimension: int = 16) -> NDArray[np.float16]:
    vectors = np.random.default_rng(0).standard_normal((count, dimension))
    normalised: NDArray[np.float16] = (vectors / np.linalg.norm(vectors, axis=1, keepdims=True)).astype(np.float16)
    return normalised


@pytest.fixture(params=[(1000, 1000), (10_000, 50), (50, 40)], ids=["exact", "sketched", "graph"])
def index(request: pytest.FixtureRequest) -> FaissVectors:
    exact, sketched = request.param
    return open_faiss(16, exact=exact, sketched=sketched)


def test_the_nearest_come_first_with_their_cosine(index: FaissVectors) -> None:
    vectors = normal(100)
    index.add(range(0, 40), vectors[:40])
    index.add(range(40, 100), vectors[40:])
    for number in (0, 39, 40, 99):
        (first, cosine), *rest = index.search(vectors[number], 5)
        assert first == number
        assert cosine == pytest.approx(1.0, abs=1e-2)
        assert [score for _, score in rest] == sorted((score for _, score in rest), reverse=True)


def test_fewer_vectors_than_asked_for_are_all_returned(index: FaissVectors) -> None:
    index.add([7, 9], normal(2))
    assert {number for number, _ in index.search(normal(1)[0], 10)} == {7, 9}


def test_removed_vectors_do_not_crowd_out_others(index: FaissVectors) -> None:
    vectors = normal(100)
    index.add(range(100), vectors)
    near = [number for number, _ in index.search(vectors[3], 5)]
    index.remove(near)
    found = [number for number, _ in index.search(vectors[3], 5)]
    assert len(found) == 5
    assert not set(found) & set(near)


def test_an_empty_index_finds_nothing(index: FaissVectors) -> None:
    assert index.search(normal(1)[0], 5) == []


def test_vectors_may_be_added_and_removed_while_others_search(index: FaissVectors) -> None:
    vectors = normal(2000)
    index.add(range(40), vectors[:40])

    def change() -> None:
        for start in range(40, 2000, 40):
            index.add(range(start, start + 40), vectors[start : start + 40])
            index.remove([start])

    changing = Thread(target=change)
    changing.start()
    while changing.is_alive():
        assert index.search(vectors[7], 1)[0][0] == 7
    changing.join()
    assert {number for number, _ in index.search(vectors[40], 5)}.isdisjoint({40})


@pytest.mark.parametrize("dimension", [255, 256])
def test_the_nearest_are_found_by_their_sketches_in_their_exact_order(dimension: int) -> None:
    vectors = normal(3000, dimension)
    index = open_faiss(dimension, sketched=2000)
    index.add(range(1000), vectors[:1000])
    index.add(range(1000, 2500), vectors[1000:2500])
    index.add(range(2500, 3000), vectors[2500:])
    for question in vectors[:20]:
        cosines = vectors.astype(np.float32) @ question.astype(np.float32)
        assert [number for number, _ in index.search(question, 10)] == np.argsort(-cosines)[:10].tolist()


def test_a_component_that_all_vectors_have_does_not_hide_the_others() -> None:
    vectors = normal(1000, 256).astype(np.float32)
    vectors[:, 0] += 3
    vectors /= np.linalg.norm(vectors, axis=1, keepdims=True)
    index = open_faiss(256, sketched=1000)
    index.add(range(1000), vectors.astype(np.float16))
    assert [index.search(vectors[at].astype(np.float16), 1)[0][0] for at in range(50)] == list(range(50))


def test_a_vector_of_an_id_that_had_another_is_found() -> None:
    vectors = normal(300, 64)
    index = open_faiss(64, sketched=150)
    index.add(range(200), vectors[:200])
    for number in (*range(100), 5):
        index.remove([number])
        index.add([number], vectors[200 + number : 201 + number])
        assert index.search(vectors[200 + number], 1)[0][0] == number
    assert {number for number, _ in index.search(vectors[0], 200)} == set(range(200))
