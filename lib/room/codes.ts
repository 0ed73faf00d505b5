// Codes that people read aloud and type: no letter that looks like a digit or another letter.
export const CODE_LETTERS = 'ABCDEFGHJKMNPQRSTUVWXYZ23456789';
/** Letters of a room's code: 31⁶ ≈ 2³⁰. */
export const EVENT_CODE_LENGTH = 6;
/** Letters of a seat's code: whoever has it has the seat. */
export const RESUME_CODE_LENGTH = 10;
export const MAX_NAME = 40;

/** A code as it was meant: capitals, without the spaces and dashes that people put between groups. */
export const plainCode = (typed: string): string => typed.replace(/[\s-]+/g, '').toUpperCase();

/** A display name on one line, without control or direction characters; '' when nothing is left of it. */
export const plainName = (typed: string): string =>
  typed
    .normalize('NFC')
    .replace(/[\p{Cc}\p{Cf}\p{Zl}\p{Zp}]/gu, ' ')
    .replace(/\s+/g, ' ')
    .trim()
    .slice(0, MAX_NAME)
    .trim();

/** The event code in the fragment of a join link (`#c=ABCDEF`); '' when there is none. */
export const codeInFragment = (fragment: string): string =>
  plainCode(/[#&]c=([A-Za-z0-9-]{1,20})(?:&|$)/.exec(fragment)?.[1] ?? '');

/** A code as it is read aloud: groups of three to five letters. */
export const groupedCode = (code: string): string =>
  code.match(code.length > 6 ? /.{1,5}/g : /.{1,3}/g)?.join(' ') ?? '';
