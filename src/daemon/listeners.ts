/** Whoever wants to know when something to be seen has changed. */
export interface Listeners {
  readonly changed: () => void;
  /** Returns unsubscribe. */
  subscribe(listener: () => void): () => void;
}

export function createListeners(): Listeners {
  const all = new Set<() => void>();
  return {
    changed: () => {
      for (const listener of all) listener();
    },
    subscribe(listener) {
      // Its own: the same function subscribed twice is two.
      const own = (): void => listener();
      all.add(own);
      return () => all.delete(own);
    },
  };
}
