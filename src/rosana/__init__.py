"""Rosana Desk: a customer-service assistant that answers in Portuguese from a company's own documents."""

__all__ = ["__version__"]

__version__ = "0.1.0"
