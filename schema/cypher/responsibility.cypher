// Everything that is needed to say who handles a category at a place: the duties on both lineages, who holds them, the units
// that cover the lineage, and the units that can be reached from those. Which these are is seen ahead on the relationships;
// what is told of them comes from their rows. (Relationships lead along the newest revision: what a snapshot of an older
// one lacks is asked for by units_around.)
OPTIONAL MATCH (p:Place) USING INDEX p:Place(key)
WHERE p.key = $place AND p.since <= $at AND $at < p.until
OPTIONAL MATCH (c:Category) USING INDEX c:Category(key)
WHERE c.key = $category AND c.since <= $at AND $at < c.until
WITH p.anc AS places, c.anc AS matters
CALL (places, matters) {
  UNWIND places AS place
  UNWIND matters AS matter
  MATCH (d:Duty) USING INDEX d:Duty(scope)
  WHERE d.scope = matter + '|' + place AND d.since <= $at AND $at < d.until
  RETURN collect(d {.key, .holder, .category, .place, .capacity, .priority, .channel, .hours, .valid_from, .valid_to}) AS duties
}
CALL (places) {
  UNWIND places AS place
  MATCH (s:Covering) USING INDEX s:Covering(place)
  WHERE s.place = place AND s.since <= $at AND $at < s.until
  RETURN collect(s {.place, .unit}) AS coverings
}
CALL (duties) {
  UNWIND duties AS duty
  WITH DISTINCT duty.holder AS key
  MATCH (h:Post) USING INDEX h:Post(key)
  WHERE h.key = key AND h.since <= $at AND $at < h.until
  RETURN collect(h {.key, .unit, .head, .valid_from, .valid_to}) AS holding
}
WITH *, [duty IN duties | duty.holder] + [covering IN coverings | covering.unit] + [post IN holding | post.unit] AS starts
CALL (starts) {
  UNWIND starts AS key
  WITH DISTINCT key
  MATCH (u:Unit) USING INDEX u:Unit(key)
  WHERE u.key = key
  MATCH (u)-[:PARENT|ESCALATES_TO*0..]->(v:Unit)
  WITH DISTINCT v
  RETURN collect(v.key) AS ahead
}
WITH *, starts + ahead AS around
CALL (around) {
  UNWIND around AS key
  WITH DISTINCT key
  MATCH (u:Unit) USING INDEX u:Unit(key)
  WHERE u.key = key AND u.since <= $at AND $at < u.until
  RETURN collect(u {.key, .line, .channel, .parent, .valid_from, .valid_to}) AS units
}
CALL (units) {
  UNWIND units AS unit
  MATCH (e:Escalation) USING INDEX e:Escalation(from_unit)
  WHERE e.from_unit = unit.key AND e.since <= $at AND $at < e.until
  RETURN collect(e {.*}) AS escalations
}
CALL (units) {
  UNWIND units AS unit
  MATCH (h:Post) USING INDEX h:Post(unit)
  WHERE h.unit = unit.key AND h.head AND h.since <= $at AND $at < h.until
  RETURN collect(h {.key, .unit, .head, .valid_from, .valid_to}) AS heads
}
WITH *, holding + heads AS posts
CALL (posts) {
  UNWIND posts AS post
  WITH DISTINCT post.key AS key
  MATCH (m:Membership) USING INDEX m:Membership(post)
  WHERE m.post = key AND m.since <= $at AND $at < m.until
  RETURN collect(m {.person, .post, .valid_from, .valid_to}) AS memberships
}
CALL (memberships) {
  UNWIND memberships AS membership
  WITH DISTINCT membership.person AS key
  MATCH (p:Person) USING INDEX p:Person(key)
  WHERE p.key = key AND p.since <= $at AND $at < p.until
  RETURN collect(p {.key, .channel, .public_contact}) AS persons
}
CALL (persons) {
  UNWIND persons AS person
  MATCH (a:Absence) USING INDEX a:Absence(person)
  WHERE a.person = person.key AND a.since <= $at AND $at < a.until
  RETURN collect(a {.person, .valid_from, .valid_to}) AS absences
}
RETURN places, matters, duties, coverings, units, escalations, posts, memberships, persons, absences
