import type { Texts } from '../locale';
import { de } from './de';
import { en } from './en';

export type LoginTexts = Record<
  | 'title'
  | 'heading'
  | 'language'
  | 'lead'
  | 'entering'
  | 'tokenLabel'
  | 'tokenHint'
  | 'submit'
  | 'empty'
  | 'wrong'
  | 'tooMany'
  | 'unreachable'
  | 'noScript',
  string
>;

export const loginTexts: Texts<LoginTexts> = { de, en };
