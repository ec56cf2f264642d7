import assert from "node:assert/strict";
import { test } from "node:test";
import { pictureOf } from "./picture.ts";

const unit = (key: string) => ({ key, line: "PROPERTY", kind: "firm", name: key, nameEn: null }) as const;
const place = { key: "b3", kind: "building", name: "3号楼", nameEn: "Building 3" };
const category = { key: "sewer", name: "下水道", nameEn: "Sewer" };
const person = (key: string) => ({ key, name: key, channel: null });

function entry(of: string, people: string[], post: string | null = null) {
  return {
    duty: { key: `d.${of}`, hours: null, respondWithin: null, fee: null, validFrom: null, place, category },
    unit: unit(of),
    post: post === null ? null : { key: post, kind: "seat", title: post, titleEn: null },
    people: people.map(person),
    peopleTotal: people.length,
    channel: null,
    placeSteps: 0,
    categorySteps: 0,
    open: true,
  };
}

function step(of: string, contacts: string[], after: string | null = null) {
  const posts = [{ key: `${of}.head`, kind: "head", title: "负责人", titleEn: "Head", head: true, unit: { key: of } }];
  return {
    unit: unit(of),
    contacts: contacts.map((key) => ({ ...person(key), posts })),
    contactsTotal: contacts.length,
    channel: null,
    reachable: true,
    after,
    dueAt: null,
  };
}

const answer = (parts: object) => ({
  place: { ...place, households: 1, lineage: [place] },
  category: { ...category, lineage: [category] },
  at: "2026-11-21T00:00:00+08:00",
  covered: true,
  contested: false,
  handlers: [],
  firstContacts: [],
  backups: [],
  supervisors: [],
  skipped: [],
  ladder: { cyclic: false, steps: [] },
  ...parts,
});
const labels = { matter: "下水道", after: (duration: string) => duration };

test("the path runs from the place over the handler's card up the ladder, each step numbered once", () => {
  const picture = pictureOf(
    answer({ handlers: [entry("firm", ["li"], "fitter")], ladder: { cyclic: false, steps: [step("firm", ["boss"]), step("owners", ["wang"], "PT8H")] } }),
    labels,
  );
  assert.deepEqual(picture.path, ["b3", "firm|li", "owners|wang"]);
  assert.deepEqual(
    picture.ties.map(({ source, target, kind, label }) => [source, target, kind, label]),
    [
      ["b3", "firm|li", "path", "下水道"],
      ["firm|li", "owners|wang", "path", "PT8H"],
    ],
  );
  assert.deepEqual(picture.items.filter((item) => item.step).map((item) => [item.key, item.step]), [["firm|li", 1], ["owners|wang", 2]]);
});

test("a unit with nobody to be seen stands for itself, and bears its number", () => {
  const picture = pictureOf(answer({ ladder: { cyclic: false, steps: [step("office", [])] } }), labels);
  assert.deepEqual(picture.path, ["b3", "office"]);
  assert.equal(picture.items.find(({ key }) => key === "office")?.step, 1);
});

test("a person in two units has two cards, joined; every card stands in a box that is there", () => {
  const picture = pictureOf(
    answer({ handlers: [entry("firm", ["li"])], backups: [entry("branch", ["li"])], ladder: { cyclic: false, steps: [step("firm", ["li"])] } }),
    labels,
  );
  assert.ok(picture.ties.some(({ source, target, kind }) => source === "firm|li" && target === "branch|li" && kind === "same"));
  const keys = new Set(picture.items.map(({ key }) => key));
  assert.equal(keys.size, picture.items.length);
  for (const { within } of picture.items) assert.ok(!within || keys.has(within));
  for (const { source, target } of picture.ties) assert.ok(keys.has(source) && keys.has(target));
});
