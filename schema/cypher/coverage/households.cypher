// The sums of households over the children of places.
MATCH (n:Households)
WHERE n.since <= $at AND $at < n.until
RETURN n.place AS place, n.sum AS sum
