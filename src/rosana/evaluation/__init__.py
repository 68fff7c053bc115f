"""Measuring how well a knowledge base is searched and answered from, on questions whose documents are known."""
