import assert from "node:assert/strict";
import { test } from "node:test";
import { joinKeys, splitKeys } from "./keys.ts";

test("keys that were joined are split again, whatever they hold", () => {
  const keys = ["a,b", "50%", "x/y?z#w", "3号楼", "a,b", "%2C"];
  assert.deepEqual(splitKeys(joinKeys(keys)), keys);
});

test("what cannot be read is left out", () => {
  assert.deepEqual(splitKeys("a,%E4%,,b"), ["a", "b"]);
  assert.deepEqual(splitKeys(undefined), []);
});
