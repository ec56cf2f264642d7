// Units, and those that can be reached from them, with their head posts, members and ways out.
WITH $keys AS starts, [] AS holding
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
RETURN units, escalations, posts, memberships, persons, absences
