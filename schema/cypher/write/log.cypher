// A part of the log: changes of one table and action.
CREATE (c:Change {revision: $revision, part: $part, table: $table, action: $action, payload: $payload})
