import { expect, it } from 'vitest';
import { container, pod } from '../plan/fixtures';
import { softAdmit } from './soft-admit';

const wants = (profile: string) => {
  const one = pod({ containers: [container('c')] });
  one.metadata.annotations['container.apparmor.security.beta.kubernetes.io/c'] = profile;
  return one;
};
const OFF = { enabled: false, profiles: new Set<string>() };
const ON = { enabled: true, profiles: new Set(['mine']) };

it.each([
  ['no wish', pod(), OFF, null],
  ['unconfined', wants('unconfined'), OFF, null],
  ['a wish that the host can not grant', wants('runtime/default'), OFF, 'AppArmor is not enabled on the host'],
  ['the default profile', wants('runtime/default'), ON, null],
  ['a loaded profile', wants('localhost/mine'), ON, null],
  ['a profile that is not loaded', wants('localhost/other'), ON, 'profile "other" is not loaded'],
] as const)('AppArmor: %s', (_what, of, host, why) => {
  const blocked = why && { reason: 'AppArmor', message: `Cannot enforce AppArmor: ${why}` };
  expect(softAdmit(of, host)).toEqual(blocked);
});
