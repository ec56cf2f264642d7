// The sums of households over the children of places, as they stand within this write, and the sums that were kept before.
UNWIND $keys AS key
OPTIONAL MATCH (k:Households) USING INDEX k:Households(place)
WHERE k.place = key AND k.until = $far
CALL (key) {
  MATCH (n:Place) USING INDEX n:Place(parent)
  WHERE n.parent = key AND n.until = $far AND n.kind <> 'facility'
  OPTIONAL MATCH (s:Households) USING INDEX s:Households(place)
  WHERE s.place = n.key AND s.until = $far
  RETURN sum(coalesce(n.households, CASE n.kind WHEN 'household' THEN 1 ELSE coalesce(s.sum, 0) END)) AS sum
}
RETURN key, coalesce(k.sum, 0) AS before, sum
