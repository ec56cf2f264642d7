import assert from "node:assert/strict";
import { test } from "node:test";
import { type Look, svgOf } from "./export.ts";
import { layout } from "./layout.ts";
import type { Picture } from "./picture.ts";

const paint = { strong: "#111111", soft: "#eeeeee" };
const look: Look = {
  title: "<T>",
  lines: { PARTY: paint, ADMINISTRATIVE: paint, PROPERTY: paint, VOLUNTEER: paint },
  accent: "#3b49c9",
  signs: { PARTY: "M0 0", ADMINISTRATIVE: "M0 0", PROPERTY: "M0 0", VOLUNTEER: "M0 0" },
  name: (item) => item.name,
  note: (item) => item.note ?? "",
  continued: (name) => name,
};

const picture: Picture = {
  items: [
    { key: "b", type: "Place", name: "3号楼" },
    { key: "u", type: "Unit", name: "翠湖 & Co", line: "PROPERTY" },
    { key: "p", type: "Post", name: "<img src=x onerror=alert(1)>", note: "A very long title that does not fit on a card by far", line: "PROPERTY", within: "u", step: 1 },
    { key: "q", type: "Post", name: "Bo\u0000\u0007b", line: "PROPERTY", within: "u", more: 3 },
  ],
  ties: [
    { source: "b", target: "p", kind: "path", label: "下水道" },
    { source: "q", target: "p", kind: "reports" },
  ],
  path: ["b", "p"],
};

test("an image holds every item, link and label, and names are no markup", () => {
  const svg = svgOf(picture, layout(picture), look);
  for (const said of ["3号楼", "翠湖 &amp; Co", "&lt;img src=x onerror=alert(1)&gt;", "A very long title that does not fit on a card by far", "下水道", "+3", ">Bob<"]) assert.ok(svg.includes(said), said);
  assert.equal(svg.match(/marker-end/g)?.length, 2);
  assert.ok(!svg.includes("<img"));
  assert.ok(!/style=|class=|href=/.test(svg), "it needs nothing from elsewhere");
});

test("everything lies within the frame of the image", () => {
  const svg = svgOf(picture, layout(picture), look);
  const [x, y, width, height] = (/viewBox="([^"]+)"/.exec(svg)?.[1] ?? "").split(" ").map(Number) as [number, number, number, number];
  for (const [, left, top, wide, tall] of svg.matchAll(/<rect x="([-\d.]+)" y="([-\d.]+)" width="([-\d.]+)" height="([-\d.]+)"/g)) {
    assert.ok(Number(left) >= x && Number(top) >= y && Number(left) + Number(wide) <= x + width && Number(top) + Number(tall) <= y + height);
  }
});
