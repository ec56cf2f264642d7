import assert from "node:assert/strict";
import { test } from "node:test";
import { format, parse, preferred } from "./route.ts";

const at = (address: string) => parse(new URL(address, "http://host/prefix/"), "zh");

test("an address that was written is read back the same, whatever its keys hold", () => {
  const route = {
    screen: "explore",
    lang: "en",
    at: "2026-11-21T03:00",
    large: true,
    own: { key: "a/b?c#d%e&f=g 楼", within: "+" },
  } as const;
  assert.deepEqual(at(format(route)), route);
});

test("an address that says nothing is Find, now, in the reader's language", () => {
  assert.deepEqual(at("./"), { screen: "find", lang: "zh", at: null, large: false, own: {} });
  assert.equal(parse(new URL("http://host/"), "en").lang, "en");
});

test("what is empty, twice or unknown in an address does no harm", () => {
  assert.deepEqual(at("./?q=&lang=xx&key=1&key=2&at=").own, { key: "1" });
  assert.equal(at("./?lang=xx").lang, "zh");
  assert.equal(at("./elsewhere").screen, "find");
  assert.equal(at("./elsewhere").lost, true);
  assert.equal(at("./roster?key=elsewhere").lost, undefined);
});

test("the first language that is known decides; Chinese when none is", () => {
  assert.equal(preferred(["fr", "en-GB", "zh-CN"]), "en");
  assert.equal(preferred(["zh-TW", "en"]), "zh");
  assert.equal(preferred(["fr"]), "zh");
});
