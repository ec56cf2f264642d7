// How links run: curves between the sides of cards and boxes that face each other, and where their words stand.
import type { Placed, Rect } from "./layout.ts";
import { absolute } from "./layout.ts";
import type { Layout } from "./layout.ts";
import { type Picture, TIE_KINDS, type Tie } from "./picture.ts";

/** A link as drawn, with where what it says stands. */
export interface Wire {
  readonly id: string;
  readonly tie: Tie;
  readonly d: string;
  readonly label: { readonly x: number; readonly y: number };
}

interface Point {
  readonly x: number;
  readonly y: number;
}

const round = (value: number): number => Math.round(value * 10) / 10;

/** All links of a picture; one that leads from a box to what is in it is told by the nesting and not drawn. O(ties · depth). */
export function wires(picture: Picture, placed: Layout): Wire[] {
  const rects = absolute(placed);
  return picture.ties.flatMap((tie) => {
    const [from, to] = [rects.get(tie.source), rects.get(tie.target)];
    if (!from || !to || holds(placed, tie.source, tie.target) || holds(placed, tie.target, tie.source)) return [];
    return [{ id: `${tie.kind}\n${tie.source}\n${tie.target}`, tie, ...run(from, to, TIE_KINDS.indexOf(tie.kind), placed.get(tie.source)?.parent === placed.get(tie.target)?.parent) }];
  });
}

function holds(placed: Layout, outer: string, inner: string): boolean {
  for (let at: Placed | undefined = placed.get(inner); at && at.parent !== null; at = placed.get(at.parent)) {
    if (at.parent === outer) return true;
  }
  return false;
}

/** Links of several kinds between the same two run beside each other: `lane` shifts them a little. */
function run(from: Rect, to: Rect, lane: number, together: boolean): { d: string; label: Point } {
  const shift = ((lane % 3) - 1) * 6;
  const [a, b] = [middle(from), middle(to)];
  const aside = gap(from.x, from.width, to.x, to.width);
  const above = gap(from.y, from.height, to.y, to.height);
  if (above >= 0 && (above * 3 >= aside || (together && above >= 12))) {
    const down = b.y > a.y;
    const start = { x: a.x + shift, y: down ? from.y + from.height : from.y };
    const end = { x: b.x + shift, y: down ? to.y : to.y + to.height };
    const bend = (end.y - start.y) / 2;
    return curve(start, { x: start.x, y: start.y + bend }, { x: end.x, y: end.y - bend }, end);
  }
  const rightward = b.x > a.x;
  const start = { x: rightward ? from.x + from.width : from.x, y: a.y + shift };
  const end = { x: rightward ? to.x : to.x + to.width, y: b.y + shift };
  const bend = (end.x - start.x) / 2;
  return curve(start, { x: start.x + bend, y: start.y }, { x: end.x - bend, y: end.y }, end);
}

const middle = ({ x, y, width, height }: Rect): Point => ({ x: x + width / 2, y: y + height / 2 });
const gap = (a: number, aSize: number, b: number, bSize: number): number => Math.max(b - (a + aSize), a - (b + bSize));

function curve(a: Point, b: Point, c: Point, d: Point): { d: string; label: Point } {
  const at = (point: Point): string => `${round(point.x)} ${round(point.y)}`;
  const half = (one: number, two: number, three: number, four: number): number => round((one + 3 * two + 3 * three + four) / 8);
  return { d: `M${at(a)}C${at(b)} ${at(c)} ${at(d)}`, label: { x: half(a.x, b.x, c.x, d.x), y: half(a.y, b.y, c.y, d.y) } };
}
