// The end of sums of households.
UNWIND $keys AS key
MATCH (n:Households) USING INDEX n:Households(place)
WHERE n.place = key AND n.until = $far
SET n.until = $revision, n.replaced_at = timestamp(), n:Replaced
