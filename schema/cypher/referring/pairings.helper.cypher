// The rows of pairings that hold any of these keys in the column helper.
UNWIND $keys AS key
MATCH (n:Pairing) USING INDEX n:Pairing(helper)
WHERE n.helper = key AND n.since <= $at AND $at < n.until
RETURN collect([key, properties(n)]) AS found
