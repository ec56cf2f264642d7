// What everything is called but households, floors and duties.
MATCH (n:Place) USING INDEX n:Place(kind)
WHERE n.kind IN $kinds AND n.since <= $at AND $at < n.until
RETURN n.key AS key, 'place' AS kind, n.name AS name, n.name_en AS english, coalesce(n.aliases, []) AS others, true AS public
UNION ALL
MATCH (n:Category)
WHERE n.since <= $at AND $at < n.until
RETURN n.key AS key, 'category' AS kind, n.name AS name, n.name_en AS english, coalesce(n.synonyms, []) AS others, true AS public
UNION ALL
MATCH (n:Unit)
WHERE n.since <= $at AND $at < n.until
RETURN n.key AS key, 'unit' AS kind, n.name AS name, n.name_en AS english, [] AS others, true AS public
UNION ALL
MATCH (n:Post)
WHERE n.since <= $at AND $at < n.until
RETURN n.key AS key, 'post' AS kind, n.title AS name, n.title_en AS english, [] AS others, true AS public
UNION ALL
MATCH (n:Person)
WHERE n.since <= $at AND $at < n.until
RETURN n.key AS key, 'person' AS kind, n.name AS name, null AS english, [] AS others, n.public_contact AS public
