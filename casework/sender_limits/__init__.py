"""How much one sender may send, where several processes receive."""
