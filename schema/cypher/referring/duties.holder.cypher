// The rows of duties that hold any of these keys in the column holder.
UNWIND $keys AS key
MATCH (n:Duty) USING INDEX n:Duty(holder)
WHERE n.holder = key AND n.since <= $at AND $at < n.until
RETURN collect([key, properties(n)]) AS found
