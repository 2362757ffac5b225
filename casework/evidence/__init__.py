"""What a resident pasted is examined: links, numbers, codes, pictures. Nothing is fetched."""
