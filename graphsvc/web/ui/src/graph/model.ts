// From what is known to what is shown: the view around a node, what was opened besides, and what is still hidden.
import { type Bond, type Knowledge, type PostKnown } from "./knowledge.ts";
import type { Item, Picture, Tie } from "./picture.ts";

/** How many items are shown at first, and how many an opened one adds at most. */
export const MOST_AT_FIRST = 200;
export const MOST_MORE = 25;

/** What is shown, and how many known ones are not. */
export interface Scene {
  readonly picture: Picture;
  readonly hidden: number;
}

/** What stands on links, in the reader's language. */
export interface Labels {
  after(duration: string): string;
  matter(category: { readonly name: string; readonly nameEn: string | null }): string;
  vacant: string;
  people(names: readonly string[]): string;
}

/**
 * The scenes of a view: the first around `of`, and one for each node opened after it, in order. What one scene shows all
 * later ones show, so that positions can be kept. `way` are the nodes of a path that is to be shown besides.
 * Takes O(opened · what is known).
 */
export function scenes(known: Knowledge, of: string, opened: readonly string[], way: readonly string[], labels: Labels): Scene[] {
  const shown = new Set<string>();
  const centre = [of, ...frames(known, of), ...(known.around.get(of) ?? [])];
  for (const key of centre) if (shown.size < MOST_AT_FIRST) show(known, shown, key);
  const path = items(known, way);
  const found = [scene(known, shown, of, [], labels)];
  for (const key of opened) {
    let added = 0;
    for (const other of neighbours(known, key)) {
      if (added >= MOST_MORE) break;
      if (shown.has(other)) continue;
      const before = shown.size;
      show(known, shown, other);
      if (shown.size > before) added += 1;
    }
    found.push(scene(known, shown, of, [], labels));
  }
  if (path.length > 0) {
    for (const key of path) show(known, shown, key);
    found.push(scene(known, shown, of, path, labels));
  }
  return found;
}

/** The boxes that a place stands in. */
function frames(known: Knowledge, of: string): string[] {
  const parent = known.places.get(of)?.parent;
  return parent ? [parent] : [];
}

/** Show a node, with the box that it stands in; persons are shown as the posts that they hold. */
function show(known: Knowledge, shown: Set<string>, key: string): void {
  const post = known.posts.get(key);
  if (post) {
    shown.add(post.unit);
    shown.add(key);
  } else if (key.includes("\n")) {
    shown.add(key.slice(0, key.indexOf("\n")));
    shown.add(key);
  } else if (known.people.has(key)) {
    const held = (known.people.get(key)?.posts ?? []).filter((post) => known.posts.has(post));
    for (const post of held) show(known, shown, post);
    if (held.length === 0 && known.around.get(key)?.length === 0) shown.add(key);
  } else if (known.units.has(key) || known.places.has(key)) shown.add(key);
}

/** What hangs together with a node, as far as it is known: all of it for one that was asked about. */
function neighbours(known: Knowledge, key: string): readonly string[] {
  const all = known.around.get(key);
  if (all) return all;
  const unit = known.units.get(key);
  if (unit) return [...unit.posts, ...unit.loose, ...unit.children];
  const post = known.posts.get(key);
  if (post) return [...(post.reportsTo ? [post.reportsTo] : []), ...post.reportsFrom, ...post.holders.flatMap((holder) => known.people.get(holder)?.posts ?? [])];
  return known.places.get(key)?.units ?? [];
}

/** The nodes of a path as items: over a person one goes from post to post. */
function items(known: Knowledge, way: readonly string[]): string[] {
  return way.filter((key, index) => {
    if (known.people.has(key)) return false;
    return known.posts.has(key) || known.units.has(key) || known.places.has(key) || index === 0;
  });
}

function scene(known: Knowledge, shown: ReadonlySet<string>, of: string, path: readonly string[], labels: Labels): Scene {
  const framing = framesOf(known, shown, of);
  const missing = new Set<string>();
  let uncounted = 0;
  const all: Item[] = [];
  const steps = new Map(path.map((key, index) => [key, index + 1]));
  for (const key of shown) {
    const hidden = neighbours(known, key).filter((other) => !isShown(known, shown, other));
    for (const other of hidden) missing.add(other);
    const place = known.places.get(key);
    let more = new Set(hidden).size;
    if (place && !known.around.has(key)) {
      const inside = [...shown].filter((other) => known.places.get(other)?.parent === key).length;
      more += Math.max(0, place.inside - inside);
      uncounted += Math.max(0, place.inside - inside);
    }
    const item = itemOf(known, shown, framing, key, labels);
    const step = steps.get(key);
    if (item) all.push({ ...item, ...(more > 0 ? { more } : {}), ...(step === undefined ? {} : { step }) });
  }
  return { picture: { items: all, ties: ties(known, shown, path, labels), path }, hidden: missing.size + uncounted };
}

function isShown(known: Knowledge, shown: ReadonlySet<string>, key: string): boolean {
  if (shown.has(key)) return true;
  const person = known.people.get(key);
  return person !== undefined && person.posts.some((post) => shown.has(post));
}

/** In which place's box each unit stands: one that it covers: the centre, when that is a place, or what it stands in. */
function framesOf(known: Knowledge, shown: ReadonlySet<string>, of: string): ReadonlyMap<string, string> {
  const nearness = new Map<string, number>();
  for (let key: string | null | undefined = of; key && known.places.has(key); key = known.places.get(key)?.parent) {
    if (shown.has(key)) nearness.set(key, nearness.size);
  }
  const near = (place: string | undefined): number => (place === undefined ? undefined : nearness.get(place)) ?? Infinity;
  const found = new Map<string, string>();
  for (const { kind, source, target } of known.bonds.values()) {
    if (kind === "covers" && known.units.has(source) && near(target) < near(found.get(source))) found.set(source, target);
  }
  return found;
}

function itemOf(known: Knowledge, shown: ReadonlySet<string>, framing: ReadonlyMap<string, string>, key: string, labels: Labels): Item | null {
  const unit = known.units.get(key);
  if (unit) {
    const { line, name, nameEn } = unit;
    return { key, type: "Unit", name, nameEn, line, within: unitWithin(known, shown, framing, key) };
  }
  const post = known.posts.get(key);
  if (post) return postItem(known, post, labels);
  const place = known.places.get(key);
  if (place) {
    const { name, nameEn } = place;
    return { key, type: "Place", name, nameEn, within: above(known, shown, place.parent) };
  }
  const alone = known.people.get(key);
  if (alone) return { key, type: "Person", name: alone.name };
  const [within, member] = key.split("\n") as [string, string];
  const person = known.people.get(member);
  const home = known.units.get(within);
  if (!person || !home) return null;
  return { key, opens: member, type: "Person", name: person.name, line: home.line, within, note: home.name, noteEn: home.nameEn };
}

function postItem(known: Knowledge, post: PostKnown, labels: Labels): Item {
  const { key, title, titleEn, unit, holders } = post;
  const names = holders.flatMap((holder) => known.people.get(holder)?.name ?? []);
  const line = known.units.get(unit)?.line ?? null;
  const common = { key, type: "Post", line, within: unit } as const;
  const [only] = holders;
  if (names.length === 0) return { ...common, name: title, nameEn: titleEn, note: labels.vacant, noteEn: labels.vacant, vacant: labels.vacant !== "" };
  return { ...common, ...(holders.length === 1 && only !== undefined ? { opens: only } : {}), name: labels.people(names), note: title, noteEn: titleEn };
}

function unitWithin(known: Knowledge, shown: ReadonlySet<string>, framing: ReadonlyMap<string, string>, key: string): string | null {
  const frame = framing.get(key);
  if (frame !== undefined) return frame;
  const parent = known.units.get(key)?.parent;
  return parent && shown.has(parent) ? parent : null;
}

function above(known: Knowledge, shown: ReadonlySet<string>, key: string | null): string | null {
  for (let at = key; at; at = known.places.get(at)?.parent ?? null) if (shown.has(at)) return at;
  return null;
}

function ties(known: Knowledge, shown: ReadonlySet<string>, path: readonly string[], labels: Labels): Tie[] {
  const found = new Map<string, Tie>();
  const tie = (one: Tie): void => {
    const between = `${one.source}\n${one.target}`;
    if (one.source !== one.target && !found.has(between) && !(one.kind === "same" && found.has(`${one.target}\n${one.source}`))) found.set(between, one);
  };
  path.slice(1).forEach((key, index) => tie({ source: path[index] as string, target: key, kind: "path" }));
  const joined = new Map<string, string>();
  for (const key of shown) {
    const post = known.posts.get(key);
    if (!post) continue;
    if (post.reportsTo && shown.has(post.reportsTo)) tie({ source: key, target: post.reportsTo, kind: "reports" });
    for (const holder of post.holders) {
      const before = joined.get(holder);
      if (before !== undefined) tie({ source: before, target: key, kind: "same" });
      joined.set(holder, key);
    }
  }
  for (const bond of known.bonds.values()) {
    if (shown.has(bond.source) && shown.has(bond.target)) tie(bondTie(bond, labels));
  }
  return [...found.values()];
}

function bondTie({ source, target, kind, after, matter }: Bond, labels: Labels): Tie {
  const label = after ? `${matter ? `${labels.matter(matter)} ` : ""}${labels.after(after)}` : undefined;
  return { source, target, kind, ...(label === undefined ? {} : { label }) };
}
