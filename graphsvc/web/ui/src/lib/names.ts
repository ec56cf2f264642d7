// What a node is called in the reader's language. Many have a Chinese name alone: then that one is shown.
import { route } from "./router.svelte.ts";

interface Titled {
  readonly title: string;
  readonly titleEn?: string | null;
}

interface Named {
  readonly name: string;
  readonly nameEn?: string | null;
}

/** The name of a place, unit, category or person, or the title of a post. */
export function nameOf(node: Named | Titled): string {
  const [zh, en] = "title" in node ? [node.title, node.titleEn] : [node.name, node.nameEn];
  return (route.lang === "en" && en) || zh;
}

/** The sign that stands for a name in an avatar: the surname, or initials. */
export function initials(name: string): string {
  const words = name.trim().split(/\s+/);
  const latin = /^[\p{Script=Latin}]/u.test(name);
  if (!latin) return [...name][0] ?? "?";
  return words
    .slice(0, 2)
    .map((word) => [...word][0]?.toUpperCase() ?? "")
    .join("");
}

/** The number to dial when a channel is one; null for an address, an account or anything else. */
export function dialled(channel: string): string | null {
  const digits = channel.replaceAll(/[\s().-]/g, "");
  return /^\+?\d{3,15}$/.test(digits) ? digits : null;
}

const PROPERTY = new Set(["compound", "building", "entrance", "floor", "household", "facility"]);

/**
 * What a place is called where its own name ("Building 3") is not enough: with the compound and what else it stands in.
 * `lineage` is the place itself, then what it stands in.
 */
export function fullName(lineage: readonly (Named & { readonly kind: string })[]): string {
  const inner = lineage.filter(({ kind }) => PROPERTY.has(kind)).map(nameOf);
  const parts = inner.length > 0 ? inner : lineage.slice(0, 1).map(nameOf);
  return route.lang === "en" ? parts.join(", ") : parts.reverse().join("");
}

/** A name within a sentence: English ones begin small there, unless they are written in capitals. */
export function within(name: string): string {
  return route.lang === "en" && /^[A-Z][a-z]/.test(name) ? name.charAt(0).toLowerCase() + name.slice(1) : name;
}
