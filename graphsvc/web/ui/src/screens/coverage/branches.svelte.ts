// What stands below the places that are opened in the table, asked for one by one and kept while the matter and the moment stay.
import { Matrix as Question, type MatrixQueryVariables } from "$documents";
import { Trouble, ask } from "../../lib/api.ts";
import type { Matrix } from "./matrix.ts";

export class Branches {
  found = $state.raw<ReadonlyMap<string, Matrix>>(new Map());
  trouble = $state.raw<Trouble>();
  #asked = new Map<string, AbortController>();
  #of = "";

  /** Forget what was told of other matters, or of another moment. */
  about(variables: Omit<MatrixQueryVariables, "within">): void {
    const of = JSON.stringify(variables);
    if (of === this.#of) return;
    this.#of = of;
    for (const running of this.#asked.values()) running.abort();
    this.#asked = new Map();
    this.found = new Map();
    this.trouble = undefined;
  }

  /** Ask for what stands in these places, unless that was done. */
  want(keys: readonly string[], variables: Omit<MatrixQueryVariables, "within">): void {
    this.about(variables);
    for (const key of keys) if (!this.#asked.has(key)) void this.#ask(key, variables);
  }

  readonly again = (): void => {
    this.#of = "";
    this.trouble = undefined;
    this.found = new Map(this.found);
  };

  async #ask(key: string, variables: Omit<MatrixQueryVariables, "within">): Promise<void> {
    const running = new AbortController();
    this.#asked.set(key, running);
    try {
      const { coverage } = await ask(Question, { ...variables, within: key }, running.signal);
      if (!running.signal.aborted) this.found = new Map([...this.found, [key, coverage]]);
    } catch (fault) {
      if (running.signal.aborted) return;
      this.#asked.delete(key);
      this.trouble = fault instanceof Trouble ? fault : new Trouble("INTERNAL", String(fault));
    }
  }
}
