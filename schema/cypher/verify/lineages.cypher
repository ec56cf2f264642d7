// The lineages of all places, categories and units.
MATCH (n:Entity)
WHERE (n:Place OR n:Category OR n:Unit) AND n.since <= $at AND $at < n.until
RETURN n.key AS key, n.anc AS lineage
