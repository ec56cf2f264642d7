// The life of one question on a screen: asked, answered or in trouble. A later question calls an earlier one off.
import { type Question, Trouble, ask } from "./api.ts";

/** Holds the newest answer. While the next one is under way the old one stays, so that the screen does not flicker. */
export class Asked<Result> {
  answer = $state.raw<Result>();
  trouble = $state.raw<Trouble>();
  waiting = $state(false);
  #running: AbortController | undefined;
  #again: (() => Promise<void>) | undefined;

  /** Ask; never throws: look at `answer` and `trouble` afterwards. */
  async ask<Variables>(question: Question<Result, Variables>, variables: Variables): Promise<void> {
    this.#running?.abort();
    const running = new AbortController();
    this.#running = running;
    this.#again = () => this.ask(question, variables);
    this.waiting = true;
    try {
      const answer = await ask(question, variables, running.signal);
      if (this.#running !== running) return;
      this.answer = answer;
      this.trouble = undefined;
    } catch (fault) {
      if (this.#running !== running || running.signal.aborted) return;
      this.answer = undefined;
      this.trouble = fault instanceof Trouble ? fault : new Trouble("INTERNAL", String(fault));
    }
    this.waiting = false;
  }

  /** Ask the last question once more. */
  readonly again = (): void => void this.#again?.();

  /** Forget question and answer. */
  clear(): void {
    this.#running?.abort();
    this.#running = undefined;
    this.#again = undefined;
    this.answer = undefined;
    this.trouble = undefined;
    this.waiting = false;
  }
}
