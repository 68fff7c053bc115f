"""The rival of bench/serving.py: FastAPI over LangChain's LCEL chain, FAISS and ChatOllama, as tutorials build it."""

import faiss
import numpy as np
from fastapi import FastAPI
from langchain_core.output_parsers import StrOutputParser
from langchain_core.prompts import ChatPromptTemplate
from langchain_ollama import ChatOllama, OllamaEmbeddings

PASSAGES, DIM = 5_000, 1024

app = FastAPI()
index = faiss.IndexFlatIP(DIM)
index.add(np.random.default_rng(0).random((PASSAGES, DIM), dtype=np.float32))
embeddings = OllamaEmbeddings(model="bge-m3")
prompt = ChatPromptTemplate.from_messages([("system", "Responda só pelo contexto: {context}"), ("user", "{question}")])
chain = prompt | ChatOllama(model="llama3.2") | StrOutputParser()


@app.get("/health")
async def health() -> dict[str, str]:
    return {"status": "ok"}
