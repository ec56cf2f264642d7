// The own households of places and the sum over their children. For a facility those of the place it stands in come along.
UNWIND $keys AS key
MATCH (n:Place) USING INDEX n:Place(key)
WHERE n.key = key AND n.since <= $at AND $at < n.until
OPTIONAL MATCH (s:Households) USING INDEX s:Households(place)
WHERE s.place = n.key AND s.since <= $at AND $at < s.until
OPTIONAL MATCH (o:Place) USING INDEX o:Place(key)
WHERE o.key = n.parent AND o.since <= $at AND $at < o.until
OPTIONAL MATCH (t:Households) USING INDEX t:Households(place)
WHERE t.place = o.key AND t.since <= $at AND $at < t.until
RETURN n.key AS key, n.kind AS kind, n.households AS own, s.sum AS sum,
  o.kind AS outer_kind, o.households AS outer_own, t.sum AS outer_sum
