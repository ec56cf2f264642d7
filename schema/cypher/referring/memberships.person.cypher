// The rows of memberships that hold any of these keys in the column person.
UNWIND $keys AS key
MATCH (n:Membership) USING INDEX n:Membership(person)
WHERE n.person = key AND n.since <= $at AND $at < n.until
RETURN collect([key, properties(n)]) AS found
