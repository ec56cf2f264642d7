// Units, and those that can be reached from them, with their head posts, members and ways out at $moment.
WITH $matters AS matters, [] AS holding
CALL () {
  UNWIND $keys AS key
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
RETURN units, escalations, posts, memberships, persons, absences
