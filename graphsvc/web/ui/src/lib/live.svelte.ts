// What happened, said once to those who do not see it.
let said = $state("");
let last = "";

export const live = {
  get text(): string {
    return said;
  },
};

/** Say a sentence through the live region of the page. */
export function announce(text: string): void {
  // The same sentence twice is said twice: a screen reader notices only what changes.
  last = text === last ? `${text}\u00a0` : text;
  said = last;
}
