import type { MachineCheckName, MachineCode } from '@/lib/protocol/machine';
import type { Texts } from '../locale';
import { de } from './de';
import { en } from './en';

type Said = (facts: Record<string, string | number>) => string;

export interface PreflightTexts {
  title: string;
  lead: string;
  allGood: string;
  again: string;
  asking: string;
  offline: string;
  back: string;
  state: Record<'ok' | 'warn' | 'bad' | 'unknown', string>;
  name: Record<MachineCheckName, string>;
  said: Record<MachineCode, Said>;
  /** What to do; a command stands in `command`. */
  todo: Partial<Record<MachineCode, string>>;
  command: Partial<Record<MachineCode, string>>;
}

export const preflightTexts: Texts<PreflightTexts> = { de, en };
