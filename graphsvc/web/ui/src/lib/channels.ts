// How somebody is reached.

interface Reached {
  readonly channel: string | null;
  readonly contacts: readonly { readonly channel: string | null }[];
}

/** The channel of a step of the ladder: the unit's own, else that of the first contact who has one. */
export function channelOf({ channel, contacts }: Reached): string | null {
  return channel ?? contacts.find((contact) => contact.channel)?.channel ?? null;
}
