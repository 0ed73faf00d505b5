import { describe, expect, it } from 'vitest';
import { stageTexts } from '@/lib/i18n/stage';
import { manifest, NOW, runningPod } from './fixtures';
import { MAX_CARDS, manifestCard, shownManifests } from './manifests';

const t = stageTexts.de.desired;
const card = (more: Parameters<typeof manifest>[1], pod?: ReturnType<typeof runningPod>) =>
  manifestCard(manifest('nginx.yaml', more), pod, 'worker1', t, 'de');
const broken = { code: 'MissingKind', severity: 'error' as const, message: "Object 'Kind' is missing", line: 4 };

describe('manifestCard', () => {
  it('says read, with the name of the pod', () => {
    expect(card({ podName: 'nginx-worker1' })).toMatchObject({
      title: 'nginx',
      mark: { word: 'gelesen' },
      dashed: false,
      message: '',
    });
  });
  it('is dashed while nobody has read it, new or changed', () => {
    expect(card({ state: 'unread' })).toMatchObject({ title: 'nginx.yaml', dashed: true, mark: { word: 'neu' } });
    expect(card({ state: 'unread' }, runningPod('nginx'))).toMatchObject({
      title: 'nginx',
      dashed: true,
      mark: { word: 'geändert' },
    });
  });
  it('names the line of the error and the end of the pod that still runs', () => {
    const rejected = card({ state: 'rejected', problems: [broken], dropsAt: NOW + 14_000 }, runningPod('nginx'));
    expect(rejected).toMatchObject({
      mark: { word: 'Fehler in Zeile\u00a04' },
      message: expect.stringContaining('kind'),
      dropsAt: NOW + 14_000,
    });
  });
  it('has no countdown when no pod is left to drop', () => {
    expect(card({ state: 'rejected', problems: [broken], dropsAt: NOW })).not.toHaveProperty('dropsAt');
  });
  it('says which file loses a name and which one is passed over', () => {
    expect(card({ state: 'conflict' })).toMatchObject({
      mark: { word: 'Konflikt' },
      message: t.conflict,
    });
    expect(card({ state: 'ignored' }).mark.word).toBe('übergangen');
  });
});

it('many cards shrink to those that are not simply read', () => {
  const files = Array.from({ length: MAX_CARDS + 8 }, (_, n) =>
    manifest(`m${n}.yaml`, n === 3 ? { state: 'rejected' } : {}),
  );
  expect(shownManifests(files)).toEqual({ files: ['m3.yaml'], hidden: MAX_CARDS + 7 });
  expect(shownManifests(files.slice(0, 3)).files).toEqual(['m0.yaml', 'm1.yaml', 'm2.yaml']);
});
