import { describe, expect, it } from 'vitest';
import { ACTION_KINDS, BECAUSE_CODES, OBSERVATIONS } from '@/lib/protocol/view';
import { LOCALES } from '../locale';
import { decisionReason, decisionSentence, decisionTexts, stageTexts, type Told } from './index';

const told = (facts: Partial<Told> = {}): Told => ({ code: 'ContainerExited', subject: 'web', pod: 'shop', ...facts });
const full = {
  attempt: 2,
  left: '14\u00a0s',
  window: '40\u00a0s',
  exitCode: 1,
  restarts: 1,
  restartPolicy: 'OnFailure',
  image: 'web:1',
  predecessor: 'shop',
};

/** A finished sentence: capital or the name first, a full stop last, no hole in between, no exclamation. */
const isSentence = (text: string) => {
  expect(text).toMatch(/^(\p{Lu}|web|shop|`).*\.$/u);
  expect(text).not.toMatch(/undefined|NaN|\[object|null| {2}|\.\.|,,|!|\s[.,]/);
  expect(text.split('`').length % 2).toBe(1);
};

describe.each(LOCALES)('decisions in %s', (locale) => {
  const words = decisionTexts[locale];
  it.each(BECAUSE_CODES.flatMap((code) => ACTION_KINDS.map((what) => [code, what] as const)))(
    '%s × %s',
    (code, what) => {
      for (const facts of [{}, full, { attempt: 0 }, { attempt: 1, restartPolicy: 'Never' }]) {
        isSentence(decisionSentence(words, what, told({ code, ...facts })));
        isSentence(decisionReason(words, told({ code, ...facts })));
      }
    },
  );
  it.each(ACTION_KINDS)('%s in the list, and failed', (what) => {
    for (const facts of [{}, full]) {
      isSentence(words.failed[what](told(facts)));
      for (const kind of ['decided', 'done', 'failed'] as const) {
        expect(words.log[kind][what](told(facts))).toMatch(/^[^.]+$/);
        expect(words.log[kind][what](told(facts))).not.toMatch(/undefined/);
      }
    }
  });
  it.each(OBSERVATIONS)('%s', (what) => {
    for (const facts of [{}, { ...full, line: 4 }])
      expect(words.log.observed[what]({ ...told(), ...facts })).not.toMatch(/undefined|^$/);
  });
  it('differ from each other for each reason', () => {
    expect(new Set(BECAUSE_CODES.map((code) => words.clause[code].text(told({ code })))).size).toBe(
      BECAUSE_CODES.length,
    );
    expect(new Set(BECAUSE_CODES.map((code) => decisionReason(words, told({ code })))).size).toBe(BECAUSE_CODES.length);
  });
});

describe('the sentences of the picture', () => {
  const nginx = told({
    subject: 'nginx',
    pod: 'nginx',
    attempt: 1,
    restartPolicy: 'Always',
    exitCode: 137,
    restarts: 0,
  });
  it('read well in German', () => {
    const words = decisionTexts.de;
    expect(decisionSentence(words, 'StartContainer', nginx)).toBe('nginx läuft nicht, also startet Versuch\u00a01.');
    expect(decisionReason(words, nginx)).toBe('`restartPolicy: Always`. Der erste Neustart kommt ohne Wartezeit.');
    expect(decisionSentence(words, 'CreateSandbox', { ...nginx, code: 'SandboxDead' })).toBe(
      'Die Sandbox von nginx läuft nicht mehr, also entsteht sie neu, Versuch\u00a01.',
    );
    expect(decisionSentence(words, 'Wait', { ...nginx, code: 'BackOff', attempt: 4, left: '14\u00a0s' })).toBe(
      'nginx läuft wieder nicht, also wartet Versuch\u00a04 noch 14\u00a0s.',
    );
    expect(decisionSentence(words, 'StartContainer', { ...nginx, code: 'AllAsDesired' })).toBe(
      'Soll und Ist stimmen überein.',
    );
  });
  it('and in English', () => {
    const words = decisionTexts.en;
    expect(decisionSentence(words, 'StartContainer', nginx)).toBe('nginx is not running, so attempt\u00a01 starts.');
    expect(decisionReason(words, nginx)).toBe('`restartPolicy: Always`. The first restart comes without a wait.');
    expect(decisionSentence(words, 'StopSandbox', { ...nginx, code: 'ManifestGone' })).toBe(
      'The manifest of nginx is gone, so the sandbox is stopped.',
    );
  });
  it('count with the right word', () => {
    expect(stageTexts.de.engine.counts(2, 1, 2)).toBe('2\u00a0laufen, 1\u00a0startet, 2\u00a0beendet');
    expect(stageTexts.de.engine.counts(1, 0, 0)).toBe('1\u00a0läuft');
    expect(stageTexts.en.engine.counts(0, 0, 0)).toBe('no container');
    expect(stageTexts.de.kubelet.run(['a', 'b', 'c'])).toBe('a, b und c laufen: nichts zu tun.');
  });
});
