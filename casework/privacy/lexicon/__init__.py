"""Word lists of the recognizers: names of things and kinds of words, never of real persons."""
