/** Items with their place as React key: a text's parts have no identity of their own and never change their order. */
export const placed = <T>(items: readonly T[]): { item: T; key: string }[] =>
  items.map((item, place) => ({ item, key: String(place) }));
