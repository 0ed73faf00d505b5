// Bounds that browser and server agree on; apart from the schemas, so that pages can know them without carrying a validator.
export const MAX_FILE_BYTES = 1024 * 1024;
export const MAX_INPUT_BYTES = 64 * 1024;
/** Longest a step is held in slow motion, ms. */
export const MAX_LOOP_DELAY_MS = 10_000;
/** A whole socket frame, JSON and escapes included: a file of MAX_FILE_BYTES with room for its quotes and line ends. Larger ones close the connection. */
export const MAX_FRAME_BYTES = 1536 * 1024;

/** One plain file name: no slash, no control characters, not a dot-name. At most 253 characters. */
export const FILE_NAME = /^[^./\\\0-\x1f\x7f][^/\\\0-\x1f\x7f]{0,252}$/;
