// What was asked about nodes and their surroundings: each node once for a moment, kept so that Back is instant.
import { Around, type AroundQuery } from "$documents";
import { Trouble, ask } from "../../lib/api.ts";

type Answer = AroundQuery["node"];

/** The answers by key for the newest moment asked about. */
export class Surroundings {
  answers = $state.raw<ReadonlyMap<string, Answer>>(new Map());
  trouble = $state.raw<Trouble>();
  /** How many questions are under way. */
  waiting = $state(0);
  #at: string | null | undefined;
  #asked = new Set<string>();
  #keys: readonly string[] = [];

  /** Ask for what was not asked for yet. */
  want(keys: readonly string[], at: string | null): void {
    if (at !== this.#at) {
      this.#at = at;
      this.#asked = new Set();
      this.answers = new Map();
    }
    this.#keys = keys;
    this.trouble = undefined;
    for (const key of keys) {
      if (this.#asked.has(key)) continue;
      this.#asked.add(key);
      void this.#ask(key, at, this.#asked);
    }
  }

  /** Ask once more for what got no answer. */
  readonly again = (): void => this.want(this.#keys, this.#at ?? null);

  async #ask(key: string, at: string | null, among: Set<string>): Promise<void> {
    this.waiting += 1;
    try {
      const { node } = await ask(Around, { key, at });
      if (among === this.#asked) this.answers = new Map(this.answers).set(key, node);
    } catch (fault) {
      among.delete(key);
      if (among === this.#asked) this.trouble = fault instanceof Trouble ? fault : new Trouble("INTERNAL", String(fault));
    }
    this.waiting -= 1;
  }
}
