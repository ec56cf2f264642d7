// What of the screen stands in its address, beside the place and the category.
import type { GapKind } from "$documents";
import type { Own } from "../../lib/route.ts";

export const KINDS = [
  "UNHANDLED",
  "SINGLE_POINT",
  "ENDING_SOON",
  "CONTESTED",
  "LADDER_SHORT",
  "CONFLICT",
  "VACANT_POST",
  "UNREACHABLE",
  "UNPAIRED_HOUSEHOLD",
  "MISSING_UNIT",
  "MISSING_POST",
  "THIN",
  "OVERLOADED",
] as const satisfies readonly GapKind[];

export const TABS = ["gaps", "leaving", "plan", "changes"] as const;
export type Tab = (typeof TABS)[number];

/** Kinds of gaps that somebody can take on. */
export const TAKEN_ON: ReadonlySet<GapKind> = new Set(["UNHANDLED", "VACANT_POST", "UNPAIRED_HOUSEHOLD"]);

/** A list in an address: keys hold no spaces. */
export const listed = (text: string | undefined): string[] => (text ? text.split(" ").filter((each) => each !== "") : []);

/** The same list with one entry more, or without it. */
export function toggled(list: readonly string[], entry: string): string[] {
  return list.includes(entry) ? list.filter((each) => each !== entry) : [...list, entry];
}

/** The kinds that the list of gaps is narrowed to; null: all. */
export function kindsOf(own: Own): GapKind[] | null {
  const asked = listed(own["kinds"]);
  const known = KINDS.filter((kind) => asked.includes(kind));
  return known.length > 0 ? known : null;
}

export const tabOf = (own: Own): Tab => TABS.find((tab) => tab === own["tab"]) ?? "gaps";

/** The cell that is looked at. */
export interface Chosen {
  readonly place: string;
  readonly category: string;
  /** The place itself, without what stands in it. */
  readonly own: boolean;
}

export function chosenOf(own: Own): Chosen | null {
  const [place, category, sign] = listed(own["cell"]);
  return place && category ? { place, category, own: sign === "=" } : null;
}

export const tellChosen = ({ place, category, own }: Chosen): string => [place, category, ...(own ? ["="] : [])].join(" ");

/** The same screen with a gap in the table and chosen: what holds its place is opened, its matter has a column. */
export function revealing(own: Own, place: readonly { key: string }[], category: readonly { key: string }[]): Record<string, string | null> {
  const [where, ...above] = place.map(({ key }) => key);
  const [what, wider] = category.map(({ key }) => key);
  if (where === undefined || what === undefined) return { ...own };
  // The place that the table is about, and what it stands in, need no opening.
  const top = above.indexOf(own["within"] ?? "");
  const open = [...new Set([...listed(own["open"]), ...(top < 0 ? above : above.slice(0, top))])].filter((key) => key !== CLOSED).join(" ");
  return { ...own, open, category: wider ?? null, level: null, only: null, cell: tellChosen({ place: where, category: what, own: false }) };
}

/** Nothing is opened, although one place alone would be opened by itself. */
export const CLOSED = "|";

/** How many entries of a list are shown: 30 unless the address says more; the API gives 500 at most. */
export function shownOf(text: string | undefined): number {
  const number = Number(text);
  return Number.isInteger(number) && number > 30 ? Math.min(number, 500) : 30;
}
