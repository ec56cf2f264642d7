// The columns of all places that questions about coverage need.
MATCH (n:Place)
WHERE n.since <= $at AND $at < n.until
RETURN n.key AS key, n.kind AS kind, n.parent AS parent, n.households AS households, n.tags AS tags, size(n.needs) > 0 AS needs
