// The links of each item, for the twins in words.
import type { Picture, TieKind } from "./picture.ts";

/** One link of an item: the key at its other end, and whether it leads there or comes from there. */
export interface Link {
  readonly kind: TieKind;
  readonly other: string;
  readonly outward: boolean;
  readonly label?: string | undefined;
}

/** The links of every item by key, in the order of the picture. O(ties). */
export function linksByKey(picture: Picture): Map<string, Link[]> {
  const found = new Map<string, Link[]>();
  const add = (key: string, link: Link): void => {
    const links = found.get(key);
    if (links) links.push(link);
    else found.set(key, [link]);
  };
  for (const { source, target, kind, label } of picture.ties) {
    add(source, { kind, other: target, outward: true, label });
    add(target, { kind, other: source, outward: false, label });
  }
  return found;
}
