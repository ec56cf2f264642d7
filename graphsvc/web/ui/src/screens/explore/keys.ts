// Lists of keys in one parameter of the address. Keys may hold anything, so each is escaped by itself.

/** Keys as one text; nothing for none. */
export const joinKeys = (keys: readonly string[]): string => keys.map(encodeURIComponent).join(",");

/** The keys of such a text; what cannot be read is left out. */
export function splitKeys(text: string | undefined): string[] {
  if (!text) return [];
  return text.split(",").flatMap((part) => {
    try {
      return part === "" ? [] : [decodeURIComponent(part)];
    } catch {
      return [];
    }
  });
}
