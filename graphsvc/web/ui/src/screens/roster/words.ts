import { kinds as enKinds } from "../../lib/words/en/kinds.ts";
import { roster as en } from "../../lib/words/en/roster.ts";
import { choose, terms } from "../../lib/words/index.svelte.ts";
import { kinds as zhKinds } from "../../lib/words/zh/kinds.ts";
import { roster as zh } from "../../lib/words/zh/roster.ts";
import { route } from "../../lib/router.svelte.ts";

/** The words of the roster. */
export const words = choose(zh, en);

const kinds = choose(zhKinds, enKinds);

/** A word of the data in the reader's language; one that is not known says something in English alone. */
export function tell(group: keyof typeof zhKinds | "places", word: string): string {
  const known = (group === "places" ? terms().kinds : kinds()[group]) as Readonly<Record<string, string>>;
  return known[word] ?? (route.lang === "en" ? word.replaceAll("_", " ") : "");
}
