"""Every sentence that Rosana says to a person or to a model on her own account, in Portuguese."""

REFUSAL = "Não tenho essa informação específica."
