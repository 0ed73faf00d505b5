/** RFC 3339 in UTC with whole seconds, as metav1.Time is written. `ms` since the epoch. */
export const toTimestamp = (ms: number): string => `${new Date(ms).toISOString().slice(0, 19)}Z`;
