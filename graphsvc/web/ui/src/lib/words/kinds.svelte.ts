// The words that the data uses for kinds, tags and needs, in the reader's language.
import { route } from "../router.svelte.ts";
import { kinds as en } from "./en/kinds.ts";
import { choose, terms } from "./index.svelte.ts";
import { kinds as zh } from "./zh/kinds.ts";

const kinds = choose(zh, en);
type Group = keyof typeof zh | "places";

/** A word of the data in the reader's language; one that is not known says something in English alone. */
export function tell(group: Group, word: string): string {
  const known = (group === "places" ? terms().kinds : kinds()[group]) as Readonly<Record<string, string>>;
  return known[word] ?? (route.lang === "en" ? word.replaceAll("_", " ") : "");
}

/** Those of some words that say something. */
export const tellAll = (group: Group, words: readonly string[]): string[] => words.map((word) => tell(group, word)).filter((told) => told !== "");
