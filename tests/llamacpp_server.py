"""A real llama.cpp server with a model made on the spot, a chain of bytes: each has one that follows it.

It answers "Claro.", or writes without an end when the last message holds "sem parar".
"""

import sys
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from subprocess import DEVNULL, PIPE, Popen

import numpy as np

ANSWER = "Claro."
ENDLESS = "sem parar"
CONTEXT = 8192

_WIDTH = 320  # one dimension per token, rounded up to what the heads divide
_TEMPLATE = (
    "{% for m in messages %}{{ m['role'] }}: {{ m['content'] }}\n{% endfor %}"
    "{{ '+' if '" + ENDLESS + "' in messages[-1]['content'] else '>' }}"
)


def write_model(path: Path) -> None:
    """Write a GGUF file, 0.8 MB: a Llama of one empty layer, so that each token depends on the last alone."""
    from gguf import GGUFWriter, TokenType

    special = ["<unk>", "<s>", "</s>"]
    tokens = [*special, *(f"<0x{byte:02X}>" for byte in range(256))]
    types = [TokenType.UNKNOWN, TokenType.CONTROL, TokenType.CONTROL, *[TokenType.BYTE] * 256]
    writer = GGUFWriter(path, "llama")
    writer.add_context_length(CONTEXT)
    writer.add_embedding_length(_WIDTH)
    writer.add_block_count(1)
    writer.add_feed_forward_length(32)
    writer.add_head_count(4)
    writer.add_layer_norm_rms_eps(1e-5)
    writer.add_rope_dimension_count(_WIDTH // 4)
    writer.add_vocab_size(len(tokens))
    writer.add_tokenizer_model("llama")
    writer.add_token_list(tokens)
    writer.add_token_scores([0.0] * len(tokens))
    writer.add_token_types(types)
    writer.add_bos_token_id(1)
    writer.add_eos_token_id(2)
    writer.add_unk_token_id(0)
    writer.add_add_space_prefix(False)
    writer.add_chat_template(_TEMPLATE)
    for name, values in _tensors(len(tokens)).items():
        writer.add_tensor(name, values)
    writer.write_header_to_file()
    writer.write_kv_data_to_file()
    writer.write_tensors_to_file()
    writer.close()


def _tensors(vocabulary: int) -> dict[str, np.ndarray]:
    embedding = np.zeros((vocabulary, _WIDTH), np.float32)
    embedding[np.arange(vocabulary), np.arange(vocabulary)] = 1
    output = np.zeros((vocabulary, _WIDTH), np.float32)
    end = 2
    for last, following in [*zip(">" + ANSWER, ANSWER, strict=False), ("+", "x"), ("x", " "), (" ", "x")]:
        output[ord(following) + 3, ord(last) + 3] = 1
    output[end, ord(ANSWER[-1]) + 3] = 1
    square, ones = np.zeros((_WIDTH, _WIDTH), np.float32), np.ones(_WIDTH, np.float32)
    layer = {f"blk.0.attn_{part}.weight": square for part in ("q", "k", "v", "output")}
    return {
        "token_embd.weight": embedding,
        "output.weight": output,
        "output_norm.weight": ones,
        "blk.0.attn_norm.weight": ones,
        "blk.0.ffn_norm.weight": ones,
        "blk.0.ffn_gate.weight": np.zeros((32, _WIDTH), np.float32),
        "blk.0.ffn_up.weight": np.zeros((32, _WIDTH), np.float32),
        "blk.0.ffn_down.weight": np.zeros((_WIDTH, 32), np.float32),
        **layer,
    }


@contextmanager
def running_llamacpp(folder: Path) -> Iterator[str]:
    """Serve the model in a process of its own; yields the address, up to the port."""
    path = folder / "model.gguf"
    write_model(path)
    command = [sys.executable, __file__, str(path)]
    # The process ends with its input, even if this one is killed.
    with Popen(command, stdin=PIPE, stdout=PIPE, stderr=DEVNULL, text=True) as process:
        try:
            assert process.stdout
            address = next((line.split()[1] for line in process.stdout if line.startswith("listening ")), None)
            assert address, "llama.cpp did not start"
            yield address
        finally:
            process.kill()


def _serve(path: str) -> None:
    import xllamacpp

    params = xllamacpp.CommonParams()
    params.model.path = path
    params.n_ctx = CONTEXT
    params.n_parallel = 1
    params.hostnames = ["127.0.0.1"]
    params.port = 0
    params.cpuparams.n_threads = 1
    params.endpoint_slots = True
    server = xllamacpp.Server(params)
    print("listening", server.listening_address, flush=True)
    sys.stdin.read()
    del server


if __name__ == "__main__":
    _serve(sys.argv[1])
