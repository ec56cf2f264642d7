"""One function for each question: load through the port, restrict to what the asker may see, decide."""
