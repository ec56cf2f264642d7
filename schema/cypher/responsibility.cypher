// Everything that is needed to say who handles a category at a place at $moment: the duties on both lineages, who holds them,
// the units that cover the nearest place for which there are any, and the units that can be reached from those. Which these
// are is seen ahead on the relationships; what is told of them comes from their rows. (Relationships lead along the newest
// revision: what a snapshot of an older one lacks is asked for by units_around.)
// What is over costs nothing: duties are sought by their scope and end. Of members, absences and ways out there are few.
// Every index is to be sought in: of a small town the planner would rather read all of it, and keep that plan as it grows.
OPTIONAL MATCH (p:Place) USING INDEX SEEK p:Place(key)
WHERE p.key = $place AND p.since <= $at AND $at < p.until
OPTIONAL MATCH (c:Category) USING INDEX SEEK c:Category(key)
WHERE c.key = $category AND c.since <= $at AND $at < c.until
WITH p.anc AS places, c.anc AS matters
CALL (places, matters) {
  UNWIND places AS place
  UNWIND matters AS matter
  MATCH (d:Duty) USING INDEX SEEK d:Duty(scope, valid_to)
  WHERE d.scope = matter + '|' + place AND d.valid_to > $moment AND d.valid_from <= $moment
    AND d.since <= $at AND $at < d.until
  RETURN collect(d {.key, .holder, .category, .place, .capacity, .priority, .channel, .hours, .valid_from, .valid_to}) AS duties
}
CALL (places) {
  UNWIND range(0, coalesce(size(places), 0) - 1) AS steps
  MATCH (s:Covering) USING INDEX SEEK s:Covering(place)
  WHERE s.place = places[steps] AND s.since <= $at AND $at < s.until
  MATCH (u:Unit) USING INDEX SEEK u:Unit(key)
  WHERE u.key = s.unit AND u.valid_from <= $moment AND $moment < u.valid_to AND u.since <= $at AND $at < u.until
  WITH steps, collect(u.key) AS units ORDER BY steps LIMIT 1
  RETURN coalesce(head(collect(units)), []) AS covering
}
CALL (duties) {
  UNWIND duties AS duty
  WITH DISTINCT duty.holder AS key
  MATCH (h:Post) USING INDEX SEEK h:Post(key)
  WHERE h.key = key AND h.since <= $at AND $at < h.until
  RETURN collect(h {.key, .unit, .head, .valid_from, .valid_to}) AS holding
}
WITH *, [duty IN duties | duty.holder] + covering + [post IN holding | post.unit] AS starts
CALL (starts) {
  UNWIND starts AS key
  WITH DISTINCT key
  MATCH (u:Unit) USING INDEX SEEK u:Unit(key)
  WHERE u.key = key
  MATCH (u)-[:PARENT|ESCALATES_TO*0..]->(v:Unit)
  WITH DISTINCT v WHERE v.since <= $at AND $at < v.until
  RETURN collect(v {.key, .line, .channel, .parent, .valid_from, .valid_to}) AS units
}
CALL (units, matters) {
  UNWIND units AS unit
  MATCH (e:Escalation) USING INDEX SEEK e:Escalation(from_unit)
  WHERE e.from_unit = unit.key AND e.valid_from <= $moment AND $moment < e.valid_to
    AND (e.category IS NULL OR e.category IN matters) AND e.since <= $at AND $at < e.until
  RETURN collect(e {.from_unit, .to_unit, .after, .category, .urgent, .priority, .valid_from, .valid_to}) AS escalations
}
CALL (units) {
  UNWIND units AS unit
  MATCH (h:Post) USING INDEX SEEK h:Post(unit, head)
  WHERE h.unit = unit.key AND h.head = true AND h.valid_from <= $moment AND $moment < h.valid_to
    AND h.since <= $at AND $at < h.until
  RETURN collect(h {.key, .unit, .head, .valid_from, .valid_to}) AS heads
}
WITH *, holding + heads AS posts
CALL (posts) {
  UNWIND posts AS post
  WITH DISTINCT post.key AS key
  MATCH (m:Membership) USING INDEX SEEK m:Membership(post)
  WHERE m.post = key AND m.valid_from <= $moment AND $moment < m.valid_to AND m.since <= $at AND $at < m.until
  RETURN collect(m {.person, .post, .valid_from, .valid_to}) AS memberships
}
CALL (memberships) {
  UNWIND memberships AS membership
  WITH DISTINCT membership.person AS key
  MATCH (p:Person) USING INDEX SEEK p:Person(key)
  WHERE p.key = key AND p.since <= $at AND $at < p.until
  RETURN collect(p {.key, .channel, .public_contact}) AS persons
}
CALL (persons) {
  UNWIND persons AS person
  MATCH (a:Absence) USING INDEX SEEK a:Absence(person)
  WHERE a.person = person.key AND a.valid_from <= $moment AND $moment < a.valid_to AND a.since <= $at AND $at < a.until
  RETURN collect(a {.person, .valid_from, .valid_to}) AS absences
}
RETURN places, matters, duties, covering, units, escalations, posts, memberships, persons, absences
