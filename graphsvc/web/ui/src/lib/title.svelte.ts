// What the window is called: the screen, or what a screen shows.
let shown = $state<string>();

export const title = {
  get text(): string | undefined {
    return shown;
  },
};

/** Call the window after what is shown; for an effect: the name goes when what is shown goes. */
export function entitle(text: string | undefined): () => void {
  shown = text;
  return () => {
    shown = undefined;
  };
}
