// Facts are the figures that a sentence is filled with: names, ids, counts, and times in ms since the epoch.
export type Facts = Record<string, string | number>;

/** Short form of a container id, as `docker ps` prints it. */
export const shortId = (id: string): string => id.slice(0, 12);
