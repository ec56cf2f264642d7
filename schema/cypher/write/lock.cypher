// The lock of all writers: whoever touches this node first goes on, the others wait.
MATCH (s:Store)
SET s.writer = $token
