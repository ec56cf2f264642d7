"""Acts: each builds a ChangeSet and hands it to the store."""
