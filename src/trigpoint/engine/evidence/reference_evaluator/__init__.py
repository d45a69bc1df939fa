"""Plain Python, slow and obvious: this is the meaning of the rules. Every other evaluator must agree with it."""
