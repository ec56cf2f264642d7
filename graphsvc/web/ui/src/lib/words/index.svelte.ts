// The words of the screens in both languages. English has the shape of Chinese: the type checker finds what is missing.
import { route } from "../router.svelte.ts";
import { clockOf } from "../time.ts";
import { shell as enShell } from "./en/shell.ts";
import { terms as enTerms } from "./en/terms.ts";
import { shell as zhShell } from "./zh/shell.ts";
import { terms as zhTerms } from "./zh/terms.ts";

/** The words of one part of the page, in the reader's language; call it where they are shown. */
export function choose<Words>(zh: Words, en: NoInfer<Words>): () => Words {
  return () => (route.lang === "zh" ? zh : en);
}

/** The words of the header, of states and of shared parts. */
export const shell = choose(zhShell, enShell);

/** The names of what the API tells as enums and kinds. */
export const terms = choose(zhTerms, enTerms);

/** A word for a kind that the data names freely; one that is not known is shown as it is. */
export function kindName(kind: string): string {
  return (terms().kinds as Readonly<Record<string, string>>)[kind] ?? kind.replaceAll("_", " ");
}

/** The kind of a place beside its name; nothing where the name says it already. */
export function kindBeside({ kind, name, nameEn }: { kind: string; name: string; nameEn: string | null }): string {
  const told = kindName(kind);
  return `${name} ${nameEn ?? ""}`.toLowerCase().includes(told.toLowerCase()) ? "" : told;
}

/** A moment beside another one: the time alone on the same day, else the day too. */
export function dayAndTime(moment: string, beside: string): string {
  const { date, time } = clockOf(moment);
  if (date === clockOf(beside).date) return time;
  const [year, month, day] = date.split("-").map(Number) as [number, number, number];
  const told = shell().day(month, day);
  return date.slice(0, 4) === beside.slice(0, 4) ? `${told} ${time}` : `${told}, ${year} ${time}`;
}
