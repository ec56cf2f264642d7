// The graph of exactly one answer: the place, whoever handles the matter, and the steps of the ladder; who stands in.
import type { WholeAnswerFragment } from "$documents";
import type { Item, Picture, Tie } from "../../graph/picture.ts";

type Entry = WholeAnswerFragment["handlers"][number];
type Step = WholeAnswerFragment["ladder"]["steps"][number];

/** What is written on the links, in the reader's language. */
export interface Labels {
  readonly matter: string;
  after(duration: string): string;
}

/** Draw an answer. Its path runs from the place over the first handler up the ladder; takes O(entries + steps). */
export function pictureOf(answer: WholeAnswerFragment, labels: Labels): Picture {
  const { place, handlers, firstContacts, backups, ladder } = answer;
  const items = new Map<string, Item>();
  const ties = new Map<string, Tie>();
  const path: string[] = [place.key];
  items.set(place.key, { key: place.key, type: "Place", name: place.name, nameEn: place.nameEn });

  const first = handlers[0];
  ladder.steps.forEach((step, index) => {
    const own = index === 0 && first?.unit.key === step.unit.key ? entryCard(first) : stepCard(step);
    path.push(add(items, step.unit, own, index + 1));
    const label = index === 0 ? labels.matter : step.after && labels.after(step.after);
    tie(ties, { source: path[index] as string, target: path[index + 1] as string, kind: "path", ...(label ? { label } : {}) });
  });
  for (const entry of handlers.slice(1)) tie(ties, { source: place.key, target: add(items, entry.unit, entryCard(entry)), kind: "other" });
  for (const entry of firstContacts) tie(ties, { source: place.key, target: add(items, entry.unit, entryCard(entry)), kind: "other" });
  for (const entry of backups) tie(ties, { source: place.key, target: add(items, entry.unit, entryCard(entry)), kind: "backup" });

  // One person's cards are joined in the order in which they came.
  const seen = new Map<string, string>();
  for (const { key, opens, type } of items.values()) {
    if (type !== "Person" || !opens) continue;
    const before = seen.get(opens);
    if (before !== undefined) tie(ties, { source: before, target: key, kind: "same" });
    seen.set(opens, key);
  }
  return { items: [...items.values()], ties: [...ties.values()], path };
}

type Card = Omit<Item, "within" | "line" | "step">;

/** The person who deals with it, or the post where nobody is to be seen; null for a unit that has neither. */
function entryCard({ unit, post, people }: Entry): Card | null {
  const person = people[0];
  if (person) {
    const { key, name } = person;
    return { key: `${unit.key}|${key}`, opens: key, type: "Person", name, ...(post ? { note: post.title, noteEn: post.titleEn } : {}) };
  }
  return post && { key: post.key, type: "Post", name: post.title, nameEn: post.titleEn };
}

function stepCard({ unit, contacts }: Step): Card | null {
  const person = contacts[0];
  if (!person) return null;
  const post = person.posts.find((held) => held.head && held.unit.key === unit.key);
  const { key, name } = person;
  return { key: `${unit.key}|${key}`, opens: key, type: "Person", name, ...(post ? { note: post.title, noteEn: post.titleEn } : {}) };
}

/** Put a card into its unit's box, and the box with it; gives the key of what stands for both. */
function add(items: Map<string, Item>, unit: Entry["unit"], card: Card | null, step?: number): string {
  const { key, line, name, nameEn } = unit;
  const number = step === undefined ? {} : { step };
  if (!items.has(key) || (!card && step !== undefined)) items.set(key, { key, type: "Unit", name, nameEn, line, ...(card ? {} : number) });
  if (!card) return key;
  if (!items.has(card.key) || step !== undefined) items.set(card.key, { ...card, line, within: key, ...number });
  return card.key;
}

/** One link between two items says enough; the first is the most telling. */
function tie(ties: Map<string, Tie>, link: Tie): void {
  const between = `${link.source} ${link.target}`;
  if (link.source !== link.target && !ties.has(between)) ties.set(between, link);
}
