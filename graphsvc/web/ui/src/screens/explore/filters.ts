// Which items and links the reader wants to see; what is not wanted stands in the address.
import { LINES } from "../../lib/lines.ts";
import { type Item, type Picture, TIE_KINDS, type TieKind } from "../../graph/picture.ts";
import type { Line } from "$documents";

export type Show = "units" | "posts" | "places";
export const SHOWS: readonly Show[] = ["units", "posts", "places"];

export const showOf = (item: Item): Show => (item.type === "Unit" ? "units" : item.type === "Place" || item.type === "Category" ? "places" : "posts");

/** How many there are of each, in the whole picture; links of a kind that does not occur are left out. */
export interface Counts {
  readonly lines: ReadonlyMap<Line, number>;
  readonly shows: ReadonlyMap<Show, number>;
  readonly ties: ReadonlyMap<TieKind, number>;
}

/** Count a picture for the legend. O(its size). */
export function countOf(picture: Picture): Counts {
  const add = <Key>(counts: Map<Key, number>, key: Key): void => void counts.set(key, (counts.get(key) ?? 0) + 1);
  const lines = new Map<Line, number>(LINES.map((line) => [line, 0]));
  const shows = new Map<Show, number>(SHOWS.map((show) => [show, 0]));
  const ties = new Map<TieKind, number>();
  for (const item of picture.items) {
    if (item.line) add(lines, item.line);
    add(shows, showOf(item));
  }
  for (const { kind } of picture.ties) add(ties, kind);
  return { lines, shows, ties: new Map(TIE_KINDS.filter((kind) => ties.has(kind)).map((kind) => [kind, ties.get(kind) ?? 0])) };
}

/** What is not wanted: names of lines, of what is shown and of kinds of links. */
export type Unwanted = ReadonlySet<string>;

export const readUnwanted = (text: string | undefined): Unwanted => new Set((text ?? "").split(".").filter(Boolean));

/** The text for the address when one was switched. */
export function switched(unwanted: Unwanted, name: string): string {
  const next = new Set(unwanted);
  if (!next.delete(name)) next.add(name);
  return [...next].sort().join(".");
}
