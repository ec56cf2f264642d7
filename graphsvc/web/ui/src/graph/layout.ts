// Where everything stands: our own packing of nested boxes. It is deterministic, and what stands somewhere stays there:
// new content goes into free room, or a box grows where nothing is in its way, or it is continued in a second box.
import type { Item, Picture } from "./picture.ts";
import { Skyline } from "./skyline.ts";
import { widthOf } from "./widths.ts";

/** A place on the drawing; within its box when it has one. */
export interface Rect {
  readonly x: number;
  readonly y: number;
  readonly width: number;
  readonly height: number;
}

/** Where one item, or the continuation of a box, stands. */
export interface Placed extends Rect {
  readonly key: string;
  /** The key of the box that it stands in; null on the outside. */
  readonly parent: string | null;
  /** Whether others can stand in it. */
  readonly box: boolean;
  /** The box whose continuation it is. */
  readonly continues?: string;
}

/** All places by key, boxes before what stands in them. */
export type Layout = ReadonlyMap<string, Placed>;

export const CARD = { width: 184, height: 58 } as const;
export const PILL = { width: 156, height: 44 } as const;
/** The room between the border of a box and what is in it, and for its name. */
export const PAD = 12;
export const HEAD = 36;
const GAP = 16;
/** Between rows of cards, wide enough for the arrows of reports; and between boxes, for what stands on links. */
const ROW = 26;
const APART = 44;
const ROOT = "";
const MOST_COLUMNS = 4;

interface Box {
  x: number;
  y: number;
  width: number;
  height: number;
  readonly key: string;
  parent: string | null;
  readonly box: boolean;
  readonly continues?: string;
  readonly inside: Box[];
}

const WIDEST_NAME = 300;

/** A place is as wide as its name in either language, within reason. */
function pillWidth({ name, nameEn }: Item): number {
  return Math.max(PILL.width, Math.min(Math.max(widthOf(name, 14.5), widthOf(nameEn ?? "", 14.5)) + 64, PILL.width * 1.75));
}

/** What a box needs at least, for its name in either language with a sign before and a chip behind it. */
function narrowest({ name, nameEn }: Item): number {
  const told = Math.max(widthOf(name, 14.5), widthOf(nameEn ?? "", 14.5));
  return Math.max(2 * PAD + CARD.width, Math.min(told, WIDEST_NAME) + 108);
}

/**
 * Lay out a picture. With the layout before, everything in both stands where it stood, to the pixel; boxes only grow, and
 * only to the right and down. The first layout takes O(n) steps beside sorting; adding m items takes O(m · boxes in the way).
 */
export function layout(picture: Picture, before?: Layout): Layout {
  const packer = new Packer(picture);
  if (before) packer.keep(before);
  packer.fill();
  return packer.result();
}

class Packer {
  readonly #items: ReadonlyMap<string, Item>;
  readonly #inside = new Map<string, Item[]>();
  readonly #placed = new Map<string, Box>();
  readonly #root: Box = { key: ROOT, parent: null, box: true, x: 0, y: 0, width: 0, height: 0, inside: [] };
  readonly #levels: ReadonlyMap<string, number>;
  /** The items that are boxes when they are placed now: something new stands in them, or may. */
  readonly #boxes = new Set<string>();

  constructor(picture: Picture) {
    this.#items = new Map(picture.items.map((item) => [item.key, item]));
    for (const item of this.#items.values()) {
      const parent = this.#parentOf(item);
      const siblings = this.#inside.get(parent);
      if (siblings) siblings.push(item);
      else this.#inside.set(parent, [item]);
    }
    this.#levels = levels(picture, this.#items);
  }

  /** Put everything that was placed before where it was; what is no more leaves its room free. */
  keep(before: Layout): void {
    for (const old of before.values()) {
      const gone = old.continues === undefined ? !this.#items.has(old.key) : !this.#items.has(old.continues);
      const parent = old.parent === null ? this.#root : this.#placed.get(old.parent);
      if (gone || !parent) continue;
      const { key, x, y, width, height, box, continues } = old;
      const kept: Box = { key, x, y, width, height, parent: old.parent, box, inside: [], ...(continues === undefined ? {} : { continues }) };
      this.#placed.set(key, kept);
      parent.inside.push(kept);
    }
  }

  /** Place what has no place yet, box by box from the outside in. */
  fill(): void {
    for (const { key, type, more } of this.#items.values()) {
      if ((type === "Unit" && (more ?? 0) > 0) || this.#fresh(key).length > 0) this.#boxes.add(key);
    }
    if (this.#root.inside.length === 0) {
      this.#pack(this.#root, this.#inside.get(ROOT) ?? [], APART, 0);
      return;
    }
    const ahead: string[] = [ROOT, ...[...this.#placed.values()].filter(({ continues }) => continues === undefined).map(({ key }) => key)];
    for (const key of ahead) {
      const fresh = this.#fresh(key);
      if (fresh.length === 0) continue;
      const box = key === ROOT ? this.#root : (this.#placed.get(key) as Box);
      if (!box.box) {
        // What was a card has things in it now: they get a box of their own.
        for (const item of fresh) this.#continue(box, [this.#whole(item)]);
        continue;
      }
      const cards = fresh.filter((item) => !this.#isBox(item));
      const boxes = fresh.filter((item) => this.#isBox(item));
      if (cards.length > 0 && box !== this.#root) this.#add(box, this.#block(box, cards));
      else for (const card of cards) this.#add(box, [this.#leaf(card)]);
      for (const item of boxes) this.#add(box, [this.#whole(item)]);
    }
  }

  result(): Layout {
    const all = new Map<string, Placed>();
    const tell = (boxes: readonly Box[]): void => {
      for (const { inside, ...placed } of boxes) {
        all.set(placed.key, placed);
        tell(inside);
      }
    };
    tell(this.#root.inside);
    return all;
  }

  #parentOf(item: Item): string {
    const seen = new Set([item.key]);
    const parent = item.within;
    if (!parent || !this.#items.has(parent)) return ROOT;
    // A ring of boxes has no outside: it is cut open.
    for (let key: string | null | undefined = parent; key && this.#items.has(key); key = this.#items.get(key)?.within) {
      if (seen.has(key)) return ROOT;
      seen.add(key);
    }
    return parent;
  }

  /** What belongs into a box and has no place yet; what got a place elsewhere before stays there. */
  #fresh(key: string): Item[] {
    return (this.#inside.get(key) ?? []).filter((item) => !this.#placed.has(item.key));
  }

  #isBox(item: Item): boolean {
    return this.#boxes.has(item.key);
  }

  #leaf(item: Item): Box {
    const size = item.type === "Place" || item.type === "Category" ? { width: pillWidth(item), height: PILL.height } : CARD;
    return { key: item.key, parent: null, box: false, x: 0, y: 0, ...size, inside: [] };
  }

  /** A new item with all that stands in it. */
  #whole(item: Item): Box {
    if (!this.#isBox(item)) return this.#leaf(item);
    const box: Box = { key: item.key, parent: null, box: true, x: 0, y: 0, width: narrowest(item), height: HEAD + PAD, inside: [] };
    this.#pack(box, this.#fresh(item.key), PAD * 2, HEAD);
    return box;
  }

  /** Fill an empty box: cards by who reports to whom, then boxes, then places. */
  #pack(box: Box, items: readonly Item[], apart: number, head: number): void {
    const pad = box === this.#root ? 0 : PAD;
    const wholes = items.filter((item) => this.#isBox(item)).map((item) => this.#whole(item));
    const leaves = items.filter((item) => !this.#isBox(item));
    const cards = leaves.filter((item) => item.type !== "Place");
    const pills = leaves.filter((item) => item.type === "Place").map((item) => this.#leaf(item));
    const area = wholes.reduce((sum, { width, height }) => sum + (width + apart) * (height + apart), 0);
    const pillArea = pills.reduce((sum, { width, height }) => sum + (width + GAP) * (height + GAP), 0);
    const widest = Math.max(0, ...wholes.map(({ width }) => width));
    const wide = Math.max(widest, ...pills.map(({ width }) => width), Math.sqrt((area + pillArea) * (box === this.#root ? 2.5 : 1.6)));
    let y = head;
    if (box === this.#root) {
      // On the outside cards and boxes stand side by side, in the order of the picture.
      const all = items.map((item) => wholes.find(({ key }) => key === item.key) ?? this.#leaf(item));
      this.#drop(box, all, new Skyline(Math.max(wide, CARD.width)), 0, 0, apart);
    } else {
      if (cards.length > 0) {
        const block = this.#rows(cards, this.#columns(cards));
        for (const each of block) this.#put(box, each, each.x + pad, each.y + y);
        y = bottom(box.inside) + ROW;
      }
      if (wholes.length > 0) {
        const skyline = new Skyline(Math.max(wide, right(box.inside) - pad));
        this.#drop(box, wholes, skyline, pad, y, apart);
        y = bottom(box.inside) + apart;
      }
      if (pills.length > 0) this.#drop(box, pills, new Skyline(Math.max(wide, right(box.inside) - pad)), pad, y, GAP);
    }
    box.width = Math.max(box.width, right(box.inside) + pad);
    box.height = Math.max(box.height, bottom(box.inside) + pad);
  }

  #drop(box: Box, boxes: readonly Box[], skyline: Skyline, x: number, y: number, apart: number): void {
    for (const each of boxes) {
      const spot = skyline.drop(each.width, each.height, apart);
      this.#put(box, each, x + spot.x, y + spot.y);
    }
  }

  #put(box: Box, each: Box, x: number, y: number): void {
    each.x = x;
    each.y = y;
    each.parent = box === this.#root ? null : box.key;
    box.inside.push(each);
    this.#place(each);
  }

  #place(box: Box): void {
    this.#placed.set(box.key, box);
  }

  /** Cards in rows: whoever is reported to stands above; short rows stand in the middle. */
  #rows(items: readonly Item[], columns: number): Box[] {
    const byLevel = new Map<number, Item[]>();
    for (const item of items) {
      const level = this.#levels.get(item.key) ?? 0;
      const row = byLevel.get(level);
      if (row) row.push(item);
      else byLevel.set(level, [item]);
    }
    const rows: Item[][] = [];
    for (const level of [...byLevel.keys()].sort((a, b) => a - b)) {
      const all = byLevel.get(level) as Item[];
      for (let from = 0; from < all.length; from += columns) rows.push(all.slice(from, from + columns));
    }
    const widest = Math.max(...rows.map((row) => row.length)) * (CARD.width + GAP) - GAP;
    return rows.flatMap((row, index) => {
      const start = Math.round((widest - (row.length * (CARD.width + GAP) - GAP)) / 2);
      return row.map((item, column) => ({ ...this.#leaf(item), x: start + column * (CARD.width + GAP), y: index * (CARD.height + ROW) }));
    });
  }

  /** As many columns as the longest row of reports needs, and no more rows than look well. */
  #columns(cards: readonly Item[]): number {
    const sizes = new Map<number, number>();
    for (const { key } of cards) sizes.set(this.#levels.get(key) ?? 0, (sizes.get(this.#levels.get(key) ?? 0) ?? 0) + 1);
    const longest = Math.max(...sizes.values());
    return Math.min(MOST_COLUMNS, cards.length > 4 || sizes.size > 1 ? longest : Math.ceil(Math.sqrt(cards.length)));
  }

  /** New cards for a box that stands already, as wide as it is. */
  #block(box: Box, cards: readonly Item[]): Box[] {
    const columns = Math.max(1, Math.min(MOST_COLUMNS, Math.floor((box.width - 2 * PAD + GAP) / (CARD.width + GAP))));
    return this.#rows(cards, columns);
  }

  /** Add a group that keeps together: into free room, else below, else beside, else into a second box. */
  #add(box: Box, group: readonly Box[]): void {
    const width = right(group);
    const height = bottom(group);
    if (box === this.#root) {
      const skyline = Skyline.over(box.inside, Math.max(right(box.inside), width), APART);
      const spot = skyline.drop(width, height, APART);
      for (const each of group) this.#put(box, each, each.x + spot.x, each.y + spot.y);
      return;
    }
    const inner = Math.max(box.width - 2 * PAD, width);
    const skyline = Skyline.over(box.inside.map((each) => ({ ...each, x: each.x - PAD, y: each.y - HEAD })), inner, ROW);
    const spot = skyline.drop(width, height, ROW);
    const beside = right(box.inside) + APART / 2;
    const spots = [
      { x: PAD + spot.x, y: HEAD + spot.y },
      { x: beside, y: HEAD },
    ];
    for (const { x, y } of spots) {
      if (!this.#grow(box, x + width + PAD, y + height + PAD)) continue;
      for (const each of group) this.#put(box, each, each.x + x, each.y + y);
      return;
    }
    this.#continue(box, group);
  }

  /** Make a box as large as this where it stands; says whether nothing is in the way. */
  #grow(box: Box, width: number, height: number): boolean {
    const wider = Math.max(box.width, width);
    const taller = Math.max(box.height, height);
    if (wider === box.width && taller === box.height) return true;
    const parent = box.parent === null ? this.#root : (this.#placed.get(box.parent) as Box);
    const room = parent === this.#root ? APART / 2 : PAD;
    const grown = { x: box.x, y: box.y, width: wider + room, height: taller + room };
    if (parent.inside.some((other) => other !== box && overlap(grown, other))) return false;
    if (parent !== this.#root && !this.#grow(parent, box.x + wider + PAD, box.y + taller + PAD)) return false;
    box.width = wider;
    box.height = taller;
    return true;
  }

  /** A second box for what does not fit into the first: as near to it as there is room. */
  #continue(box: Box, group: readonly Box[]): void {
    const of = box.continues ?? box.key;
    let number = 2;
    while (this.#placed.has(`${of}\n${number}`)) number += 1;
    const second: Box = { key: `${of}\n${number}`, continues: of, parent: null, box: true, x: 0, y: 0, width: narrowest(this.#items.get(of) as Item), height: HEAD + PAD, inside: [] };
    for (const each of group) this.#put(second, each, each.x + PAD, each.y + HEAD);
    second.width = Math.max(second.width, right(second.inside) + PAD);
    second.height = Math.max(second.height, bottom(second.inside) + PAD);
    const outside = box.parent === null ? this.#root : (this.#placed.get(box.parent) as Box);
    this.#add(outside.continues === undefined ? outside : this.#root, [second]);
  }
}

const right = (boxes: readonly Rect[]): number => boxes.reduce((most, { x, width }) => Math.max(most, x + width), 0);
const bottom = (boxes: readonly Rect[]): number => boxes.reduce((most, { y, height }) => Math.max(most, y + height), 0);

/** Whether two rectangles have more in common than a border. */
export function overlap(one: Rect, other: Rect): boolean {
  return one.x < other.x + other.width && other.x < one.x + one.width && one.y < other.y + other.height && other.y < one.y + one.height;
}

/** How many reports are above each card within its box; rings count from where they are entered. */
function levels(picture: Picture, items: ReadonlyMap<string, Item>): Map<string, number> {
  const above = new Map<string, string>();
  for (const { source, target, kind } of picture.ties) {
    if (kind !== "reports" && kind !== "path") continue;
    const [one, other] = [items.get(source), items.get(target)];
    if (one && other && one.within && one.within === other.within && !above.has(source)) above.set(source, target);
  }
  const known = new Map<string, number>();
  for (const { key } of items.values()) {
    const chain: string[] = [];
    const on = new Set<string>();
    let at: string | undefined = key;
    while (at !== undefined && !known.has(at) && !on.has(at)) {
      chain.push(at);
      on.add(at);
      at = above.get(at);
    }
    let level = at !== undefined && known.has(at) ? (known.get(at) as number) : -1;
    for (const each of chain.reverse()) known.set(each, (level += 1));
  }
  return known;
}

/** Where things stand on the whole drawing, by key. O(n). */
export function absolute(placed: Layout): Map<string, Rect> {
  const all = new Map<string, Rect>();
  for (const { key, parent, x, y, width, height } of placed.values()) {
    const outer = parent === null ? undefined : all.get(parent);
    all.set(key, { x: x + (outer?.x ?? 0), y: y + (outer?.y ?? 0), width, height });
  }
  return all;
}

/** The smallest rectangle around all of it. */
export function extent(rects: Iterable<Rect>): Rect {
  let [left, top, most, low] = [Infinity, Infinity, -Infinity, -Infinity];
  for (const { x, y, width, height } of rects) {
    left = Math.min(left, x);
    top = Math.min(top, y);
    most = Math.max(most, x + width);
    low = Math.max(low, y + height);
  }
  return left === Infinity ? { x: 0, y: 0, width: 0, height: 0 } : { x: left, y: top, width: most - left, height: low - top };
}
