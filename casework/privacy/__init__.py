"""Privacy: destroys personal data in what residents type, before anything else sees it."""
