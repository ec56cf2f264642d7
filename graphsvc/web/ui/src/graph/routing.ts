// How a line runs from one thing to another: never across a card. A plain curve when it is free, else the cheapest of some
// ways along the gutters between cards, and where none of those is free, around what stands in the way.
import type { Ground, Obstacle } from "./ground.ts";
import { type Rect, extent } from "./layout.ts";

export interface Point {
  readonly x: number;
  readonly y: number;
}

/** One end of a line: a card or a box, and the box that it stands in. */
export interface End extends Rect {
  readonly key: string;
  readonly outer?: Rect | undefined;
}

/** A line, as it is drawn and as the points that it leads over. */
export interface Route {
  readonly d: string;
  readonly points: readonly Point[];
  /** Whether it runs straight across and down, with right angles. */
  readonly straight: boolean;
}

/** How near lines come to cards that they pass; cards stand at least twice as far from each other. */
const NEAR = 6;
/** How far from the ends of a line its gutters lie: beside them, above and below them, and beside the boxes around them. */
const BESIDE = [6, 10];
const ABOVE = [13, 6, 20];
const OUTSIDE = [12, 22, 32];
/** What is worse than a longer way, in dots: a bend, to run upon a line or a border, words crossed, a card crossed. */
const BEND = 40;
const UPON = 120;
const WORDS = 250;
const CARD = 100_000;
/** How many ways are tried before one is taken that has to be led around something. */
const LOOKED_AT = 120;
const ROUND = 6;

/**
 * The way from one end to another. `lane` (-1, 0, 1) shifts lines of several kinds between the same two apart. The cost does
 * not grow with the number of cards, besides those that lie on the way itself.
 */
export function route(from: End, to: End, lane: number, ground: Ground): Route {
  const bow = curve(from, to, lane * 6);
  const sampled = samples(bow);
  if (isFree(sampled, from, to, ground)) return { d: `M${told(bow[0])}C${told(bow[1])} ${told(bow[2])} ${told(bow[3])}`, points: sampled, straight: false };
  const way = cheapest(ways(from, to, lane * 3), from, to, ground);
  const points = tidy(way.weight < CARD ? way.points : around(way.points, ground));
  return { d: rounded(points), points, straight: true };
}

type Bow = readonly [Point, Point, Point, Point];

/** Between the sides that face each other, beneath or beside. */
function curve(from: End, to: End, shift: number): Bow {
  const [a, b] = [middle(from), middle(to)];
  const aside = gap(from.x, from.width, to.x, to.width);
  const above = gap(from.y, from.height, to.y, to.height);
  if (above >= 0 && (above * 3 >= aside || (from.outer === to.outer && from.outer && above >= 12))) {
    const down = b.y > a.y;
    const start = { x: a.x + shift, y: down ? from.y + from.height : from.y };
    const end = { x: b.x + shift, y: down ? to.y : to.y + to.height };
    const bend = (end.y - start.y) / 2;
    return [start, { x: start.x, y: start.y + bend }, { x: end.x, y: end.y - bend }, end];
  }
  const rightward = b.x > a.x;
  const start = { x: rightward ? from.x + from.width : from.x, y: a.y + shift };
  const end = { x: rightward ? to.x : to.x + to.width, y: b.y + shift };
  const bend = (end.x - start.x) / 2;
  return [start, { x: start.x + bend, y: start.y }, { x: end.x - bend, y: end.y }, end];
}

const middle = ({ x, y, width, height }: Rect): Point => ({ x: x + width / 2, y: y + height / 2 });
const gap = (a: number, aSize: number, b: number, bSize: number): number => Math.max(b - (a + aSize), a - (b + bSize));

function samples([a, b, c, d]: Bow): Point[] {
  const count = Math.max(4, Math.ceil((Math.abs(d.x - a.x) + Math.abs(d.y - a.y)) / 10));
  return Array.from({ length: count + 1 }, (_, index) => {
    const [t, u] = [index / count, 1 - index / count];
    const at = (one: number, two: number, three: number, four: number): number => u * u * u * one + 3 * u * u * t * two + 3 * u * t * t * three + t * t * t * four;
    return { x: at(a.x, b.x, c.x, d.x), y: at(a.y, b.y, c.y, d.y) };
  });
}

/** Whether a curve crosses nothing. */
function isFree(points: readonly Point[], from: End, to: End, ground: Ground): boolean {
  const area = extent(points.map((point) => ({ ...point, width: 0, height: 0 })));
  const near = ground.within({ x: area.x - 2, y: area.y - 2, width: area.width + 4, height: area.height + 4 }).filter(({ kind }) => kind !== "line");
  return near.every((each) => {
    const own = each.kind === "card" && (each.key === from.key || each.key === to.key);
    return points.every((b, index) => index === 0 || !inside(points[index - 1] as Point, b, each, own ? -0.5 : 2));
  });
}

/** What a line crosses: nothing is 0; not more is counted than is enough. */
function weight(points: readonly Point[], from: End, to: End, ground: Ground, enough = Infinity): number {
  const crossed = new Set<Obstacle>();
  let sum = 0;
  for (let index = 1; index < points.length; index += 1) {
    const [a, b] = [points[index - 1] as Point, points[index] as Point];
    const area = { x: Math.min(a.x, b.x) - 2, y: Math.min(a.y, b.y) - 2, width: Math.abs(a.x - b.x) + 4, height: Math.abs(a.y - b.y) + 4 };
    for (const each of ground.within(area)) {
      if (crossed.has(each) || !minds(a, b, each, from, to)) continue;
      crossed.add(each);
      sum += each.kind === "card" ? CARD : each.kind === "words" ? WORDS : UPON;
      if (sum >= enough) return sum;
    }
    for (const { outer } of [from, to]) {
      if (outer && follows(a, b, outer)) sum += UPON;
    }
  }
  return sum;
}

/** Whether an obstacle in the way of a piece of a line is one to it. */
function minds(a: Point, b: Point, each: Obstacle, from: End, to: End): boolean {
  // A line begins at the border of its own card: only what lies deeper is crossed.
  if (each.kind === "card") return (each.key !== from.key && each.key !== to.key) || inside(a, b, each, -0.5);
  if (each.kind === "words") return true;
  // Lines that come from, or lead to, the same may run together; others are crossed.
  const upright = each.height > each.width;
  return each.key !== from.key && each.to !== to.key && (upright ? a.x === b.x : a.y === b.y);
}

/** Whether a piece of a line runs upon the border of a box. */
function follows(a: Point, b: Point, { x, y, width, height }: Rect): boolean {
  if (a.x === b.x) return Math.min(Math.abs(a.x - x), Math.abs(a.x - x - width)) < 2.5 && Math.min(Math.max(a.y, b.y), y + height) - Math.max(Math.min(a.y, b.y), y) > 8;
  return a.y === b.y && Math.min(Math.abs(a.y - y), Math.abs(a.y - y - height)) < 2.5 && Math.min(Math.max(a.x, b.x), x + width) - Math.max(Math.min(a.x, b.x), x) > 8;
}

/** Whether a piece of a line that runs straight across or down is within a rectangle, made larger by so much. */
function inside(a: Point, b: Point, { x, y, width, height }: Rect, by: number): boolean {
  return Math.max(a.x, b.x) > x - by && Math.min(a.x, b.x) < x + width + by && Math.max(a.y, b.y) > y - by && Math.min(a.y, b.y) < y + height + by;
}

/** Ways with right angles over the gutters at both ends and those of the boxes around them. */
function* ways(from: End, to: End, shift: number): Generator<Point[]> {
  const [a, b] = [middle(from), middle(to)];
  const ax = a.x + shift * 2;
  const bx = b.x + shift * 2;
  const ay = a.y + shift * 2;
  const by = b.y + shift * 2;
  const outers = [from.outer, to.outer].filter((each) => each !== undefined);
  const columns = ({ x, width }: Rect, far = BESIDE): number[] => far.flatMap((by) => [x - by + shift, x + width + by + shift]);
  const rows = ({ y, height }: Rect, far = ABOVE): number[] => far.flatMap((by) => [y - by + shift, y + height + by + shift]);
  const xs = [ax, bx, ...columns(from), ...columns(to), ...outers.flatMap((each) => columns(each, OUTSIDE))];
  const ys = [ay, by, ...rows(from), ...rows(to), ...outers.flatMap((each) => rows(each, OUTSIDE))];
  const sideways = ({ x, width }: Rect, at: number): number | null => (at < x ? x : at > x + width ? x + width : null);
  const upright = ({ y, height }: Rect, at: number): number | null => (at < y ? y : at > y + height ? y + height : null);
  // Straight, where they face each other.
  for (const x of [ax, bx]) {
    const [start, end] = [upright(from, b.y), upright(to, a.y)];
    if (start !== null && end !== null && within(x, from.x, from.width) && within(x, to.x, to.width)) yield [{ x, y: start }, { x, y: end }];
  }
  for (const y of [ay, by]) {
    const [start, end] = [sideways(from, b.x), sideways(to, a.x)];
    if (start !== null && end !== null && within(y, from.y, from.height) && within(y, to.y, to.height)) yield [{ x: start, y }, { x: end, y }];
  }
  for (const x of xs) {
    const [start, end] = [sideways(from, x), sideways(to, x)];
    if (start !== null && end !== null) yield [{ x: start, y: ay }, { x, y: ay }, { x, y: by }, { x: end, y: by }];
    // Out of the one beside, into the other from above or below.
    const into = upright(to, a.y);
    if (start !== null && into !== null) yield [{ x: start, y: ay }, { x: bx, y: ay }, { x: bx, y: into }];
  }
  for (const y of ys) {
    const [start, end] = [upright(from, y), upright(to, y)];
    if (start !== null && end !== null) yield [{ x: ax, y: start }, { x: ax, y }, { x: bx, y }, { x: bx, y: end }];
    const into = sideways(to, a.x);
    if (start !== null && into !== null) yield [{ x: ax, y: start }, { x: ax, y: by }, { x: into, y: by }];
  }
  // Over the gutters at both ends.
  const [beside, above] = [BESIDE.slice(0, 1), ABOVE.slice(0, 1)];
  for (const one of rows(from, above)) {
    const start = { x: ax, y: one < from.y ? from.y : from.y + from.height };
    for (const x of xs) {
      for (const other of rows(to, above)) yield [start, { x: ax, y: one }, { x, y: one }, { x, y: other }, { x: bx, y: other }, { x: bx, y: other < to.y ? to.y : to.y + to.height }];
      const end = sideways(to, x);
      if (end !== null) yield [start, { x: ax, y: one }, { x, y: one }, { x, y: by }, { x: end, y: by }];
    }
  }
  for (const one of columns(from, beside)) {
    const start = { x: one < from.x ? from.x : from.x + from.width, y: ay };
    for (const y of ys) {
      for (const other of columns(to, beside)) yield [start, { x: one, y: ay }, { x: one, y }, { x: other, y }, { x: other, y: by }, { x: other < to.x ? to.x : to.x + to.width, y: by }];
      const end = upright(to, y);
      if (end !== null) yield [start, { x: one, y: ay }, { x: one, y }, { x: bx, y }, { x: bx, y: end }];
    }
  }
}

const within = (at: number, start: number, length: number): boolean => at > start + 8 && at < start + length - 8;

interface Way {
  readonly points: readonly Point[];
  readonly weight: number;
}

/** The way with the least cost, looked for from the shortest on: a longer one that crosses nothing may still be better. */
function cheapest(all: Iterable<Point[]>, from: End, to: End, ground: Ground): Way {
  const sorted = [...all]
    .map((points) => ({ points, cost: length(points) + bends(points) * BEND }))
    .sort((one, other) => one.cost - other.cost)
    .slice(0, LOOKED_AT);
  let best: Way = { points: [middle(from), middle(to)], weight: Infinity };
  let least = Infinity;
  for (const { points, cost } of sorted) {
    if (cost >= least) break;
    const crossed = weight(points, from, to, ground, least - cost);
    if (cost + crossed >= least) continue;
    least = cost + crossed;
    best = { points, weight: crossed };
  }
  return best;
}

function length(points: readonly Point[]): number {
  let sum = 0;
  for (let index = 1; index < points.length; index += 1) sum += apart(points[index - 1] as Point, points[index] as Point);
  return sum;
}

function bends(points: readonly Point[]): number {
  let count = -1;
  let before: boolean | undefined;
  for (let index = 1; index < points.length; index += 1) {
    const [a, b] = [points[index - 1] as Point, points[index] as Point];
    if (a.x === b.x && a.y === b.y) continue;
    if (before !== (a.x === b.x)) count += 1;
    before = a.x === b.x;
  }
  return count;
}

const apart = (a: Point, b: Point): number => Math.abs(a.x - b.x) + Math.abs(a.y - b.y);

/** Lead a line with right angles around each card in its way, along the card's side; these sides are nowhere within another card. */
function around(points: readonly Point[], ground: Ground): readonly Point[] {
  let line = points;
  const done = new Set<Obstacle>();
  for (let index = 1; index < line.length; index += 1) {
    const [a, b] = [line[index - 1] as Point, line[index] as Point];
    const area = { x: Math.min(a.x, b.x) - NEAR, y: Math.min(a.y, b.y) - NEAR, width: Math.abs(a.x - b.x) + 2 * NEAR, height: Math.abs(a.y - b.y) + 2 * NEAR };
    for (const card of ground.within(area)) {
      if (card.kind !== "card" || done.has(card)) continue;
      done.add(card);
      line = pass(line, card);
      index = 0; // the line is another now; what was passed stays passed
      break;
    }
  }
  return line;
}

function pass(line: readonly Point[], card: Rect): readonly Point[] {
  const [left, top, right, low] = [card.x - NEAR, card.y - NEAR, card.x + card.width + NEAR, card.y + card.height + NEAR];
  const crossings: { index: number; point: Point }[] = [];
  for (let index = 1; index < line.length; index += 1) {
    const [a, b] = [line[index - 1] as Point, line[index] as Point];
    if (!inside(a, b, card, NEAR)) continue;
    const clamp = ({ x, y }: Point): Point => ({ x: Math.min(right, Math.max(left, x)), y: Math.min(low, Math.max(top, y)) });
    crossings.push({ index, point: clamp(a) }, { index, point: clamp(b) });
  }
  const [entry, exit] = [crossings[0], crossings.at(-1)];
  if (!entry || !exit) return line;
  const border = ({ x, y }: Point): boolean => x === left || x === right || y === top || y === low;
  // One end lies within reach of the card: its own, which the line only leaves or reaches.
  if (!border(entry.point) || !border(exit.point)) return line;
  const corners = [{ x: left, y: top }, { x: right, y: top }, { x: right, y: low }, { x: left, y: low }];
  const place = ({ x, y }: Point): number => (y === top ? x - left : x === right ? right - left + y - top : y === low ? right - left + low - top + right - x : 2 * (right - left) + low - top + low - y);
  const whole = 2 * (right - left + low - top);
  const [start, end] = [place(entry.point), place(exit.point)];
  const forward = (end - start + whole) % whole;
  const clockwise = forward <= whole / 2;
  const way = corners
    .map((corner) => ({ corner, after: clockwise ? (place(corner) - start + whole) % whole : (start - place(corner) + whole) % whole }))
    .filter(({ after }) => after > 0 && after < (clockwise ? forward : whole - forward))
    .sort((one, other) => one.after - other.after);
  return [...line.slice(0, entry.index), entry.point, ...way.map(({ corner }) => corner), exit.point, ...line.slice(exit.index)];
}

/** Without points that lie on the way between their neighbours. */
function tidy(points: readonly Point[]): readonly Point[] {
  const found: Point[] = [];
  for (const point of points) {
    const [before, last] = [found.at(-2), found.at(-1)];
    if (last && last.x === point.x && last.y === point.y) continue;
    if (before && last && ((before.x === last.x && last.x === point.x) || (before.y === last.y && last.y === point.y))) found.pop();
    found.push(point);
  }
  return found;
}

const told = ({ x, y }: Point): string => `${Math.round(x * 10) / 10} ${Math.round(y * 10) / 10}`;

/** The line with its corners cut round. */
function rounded(points: readonly Point[]): string {
  let d = `M${told(points[0] as Point)}`;
  for (let index = 1; index < points.length - 1; index += 1) {
    const [before, corner, after] = [points[index - 1] as Point, points[index] as Point, points[index + 1] as Point];
    const cut = Math.min(ROUND, apart(before, corner) / 2, apart(corner, after) / 2);
    const toward = (other: Point): Point => ({ x: corner.x + Math.sign(other.x - corner.x) * cut, y: corner.y + Math.sign(other.y - corner.y) * cut });
    d += `L${told(toward(before))}Q${told(corner)} ${told(toward(after))}`;
  }
  return `${d}L${told(points.at(-1) as Point)}`;
}
