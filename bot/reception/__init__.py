"""The reception: takes in what messengers bring, answers it in its turn, sends the answer."""
