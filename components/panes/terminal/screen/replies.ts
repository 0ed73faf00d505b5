/**
 * Answers that a terminal gives to a program's questions (device attributes, cursor position, status, colours, modes). They
 * look like typing, but must go out once: not again when old output is replayed, and from one of several windows only.
 */
const REPLY = /^\x1b(?:\[[?>]?[0-9;]*\$?[cRny]|\][0-9;]+rgb|P)/;

export const isReply = (text: string): boolean => REPLY.test(text);
