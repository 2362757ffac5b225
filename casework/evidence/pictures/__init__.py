"""Pictures are read on this machine, in memory, by a worker with limits of time and size."""
