// Codes and names drawn at random, and their comparison.
import { createHash, randomInt, timingSafeEqual } from 'node:crypto';
import { CODE_LETTERS, EVENT_CODE_LENGTH, plainCode, RESUME_CODE_LENGTH } from '@/lib/room/codes';

const LAB_LETTERS = 'abcdefghijklmnopqrstuvwxyz0123456789';
const draw = (letters: string, length: number): string =>
  Array.from({ length }, () => letters[randomInt(letters.length)]).join('');

export const newEventCode = (): string => draw(CODE_LETTERS, EVENT_CODE_LENGTH);
export const newResumeCode = (): string => draw(CODE_LETTERS, RESUME_CODE_LENGTH);
export const newLabId = (): string => draw(LAB_LETTERS, 8);

const digest = (text: string): Buffer => createHash('sha256').update(text).digest();
/** Whether the typed code is meant to be this one; takes the same time either way. */
export const isCode = (typed: string, code: string): boolean => timingSafeEqual(digest(plainCode(typed)), digest(code));
