// Duties are found by where their period ends, too, so that those which are over are not even looked at; and the head posts
// of a unit among its others.
CREATE INDEX duty_scope_end IF NOT EXISTS FOR (n:Duty) ON (n.scope, n.valid_to);
CREATE INDEX post_unit_head IF NOT EXISTS FOR (n:Post) ON (n.unit, n.head);
DROP INDEX duty_scope IF EXISTS;
