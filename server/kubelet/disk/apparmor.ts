// What AppArmor is on this host. Upstream: runc libcontainer/apparmor IsEnabled, pkg/security/apparmor/validate.go (1.20).
import { access, readFile } from 'node:fs/promises';
import type { AppArmorHost } from '../admission/soft-admit';

const FILE_SYSTEM = '/sys/kernel/security/apparmor';
const PARSER = '/sbin/apparmor_parser';
const SWITCH = '/sys/module/apparmor/parameters/enabled';

/** Reads it anew each time: profiles are loaded while the kubelet runs. Never throws. */
export async function readAppArmor(): Promise<AppArmorHost> {
  const there = await Promise.all(
    [FILE_SYSTEM, PARSER].map((path) =>
      access(path).then(
        () => true,
        () => false,
      ),
    ),
  );
  const switched = await readFile(SWITCH, 'utf8').catch(() => '');
  if (!there.every(Boolean) || !switched.startsWith('Y')) return { enabled: false, profiles: new Set() };
  const loaded = await readFile(`${FILE_SYSTEM}/profiles`, 'utf8').catch(() => '');
  // `name (enforce)`; a name may hold spaces.
  const names = loaded.split('\n').map((line) => line.slice(0, line.lastIndexOf(' (')));
  return { enabled: true, profiles: new Set(names) };
}
