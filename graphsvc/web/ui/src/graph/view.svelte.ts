// What the parts of one drawing share: which item is chosen and which has the focus, and what is done with them.
import { getContext, setContext } from "svelte";

const KEY = Symbol("view");

/** The state of one drawing, apart from what is drawn. */
export class View {
  chosen = $state<string>();
  /** The node that the chosen item shows: its other cards are marked, too. */
  node = $state<string>();
  /** The item that Tab leads to; arrows move it. */
  focused = $state<string>();
  readonly open: (key: string) => void;
  readonly more: (key: string) => void;

  constructor(open: (key: string) => void, more: (key: string) => void) {
    this.open = open;
    this.more = more;
  }
}

export const provideView = (view: View): View => setContext(KEY, view);
export const useView = (): View => getContext<View>(KEY);
