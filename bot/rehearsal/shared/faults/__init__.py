"""One module for each kind of fault. Each fault is a function that does harm to the house."""
