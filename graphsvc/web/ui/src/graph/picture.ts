// What a graph shows: the same data for the drawing, the table and the tree.
import type { Line } from "$documents";

/** A box, a card or a place. */
export interface Item {
  /** Unique within the picture. */
  readonly key: string;
  /** The key of the node that it shows, where one node is shown twice: a person in two units. */
  readonly opens?: string;
  readonly type: "Place" | "Unit" | "Post" | "Person" | "Category" | "Duty";
  readonly name: string;
  readonly nameEn?: string | null;
  /** The line of a unit, or of the unit that a post belongs to. */
  readonly line?: Line | null;
  /** The key of the item in whose box it stands. */
  readonly within?: string | null;
  /** The second line of a card: who holds the post, or what the person is there. */
  readonly note?: string;
  readonly noteEn?: string | null;
  /** The number of the step of the ladder that it is; told as a badge. */
  readonly step?: number;
  /** How much hangs together with it that is not shown. */
  readonly more?: number;
  /** A post in which nobody sits. */
  readonly vacant?: boolean;
}

/** How a link is drawn. */
export type TieKind = "path" | "escalates" | "reports" | "dotted" | "same" | "backup" | "covers" | "paired" | "other";

/** A link between two items. */
export interface Tie {
  readonly source: string;
  readonly target: string;
  /** On the path of handling and escalation, a report, the same person in two posts, a backup, …, another. */
  readonly kind: TieKind;
  /** What stands on it, in the reader's language. */
  readonly label?: string;
}

/** What a graph shows, and the keys along its path: the place that was asked about, then the steps. */
export interface Picture {
  readonly items: readonly Item[];
  readonly ties: readonly Tie[];
  readonly path: readonly string[];
}

/** Every kind of link, the most telling first. */
export const TIE_KINDS: readonly TieKind[] = ["path", "escalates", "reports", "dotted", "same", "backup", "covers", "paired", "other"];

/** The items that bear one, by key; every tie of a whole picture leads between two of them. */
export function itemsByKey(picture: Picture): Map<string, Item> {
  return new Map(picture.items.map((item) => [item.key, item]));
}
