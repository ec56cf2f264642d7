"""What the world is made of; standard library only."""
