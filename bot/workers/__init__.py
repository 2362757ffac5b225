"""Several processes share the work: intakes that take messages in, workers that answer them."""
