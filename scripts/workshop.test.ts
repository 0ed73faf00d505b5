// As whom the process runs that strangers reach.
import { describe, expect, it } from 'vitest';

interface User {
  uid: number;
  gid: number;
}
// The scripts run without being built, so they are plain JavaScript: their types are said here.
const program = './workshop/web-user.mjs';
const { webUser } = (await import(program)) as {
  webUser(given: { env: Record<string, string>; owner: User; reads(user: User): boolean }): User | null;
};

const NOBODY = 65_534;
const SUDO = { SUDO_UID: '1000', SUDO_GID: '1000' };
const root = { uid: 0, gid: 0 };

describe('the user of the web process', () => {
  it('is nobody where everybody may read the project', () => {
    expect(webUser({ env: SUDO, owner: { uid: 1000, gid: 1000 }, reads: () => true })).toEqual({
      uid: NOBODY,
      gid: NOBODY,
    });
  });
  it('is who called sudo where the project lies in a closed home', () => {
    const reads = ({ uid }: User) => uid === 1000;
    expect(webUser({ env: SUDO, owner: { uid: 1000, gid: 1000 }, reads })).toEqual({ uid: 1000, gid: 1000 });
  });
  it('is whose the project is where root logged in as root', () => {
    const reads = ({ uid }: User) => uid === 1001;
    expect(webUser({ env: {}, owner: { uid: 1001, gid: 1002 }, reads })).toEqual({ uid: 1001, gid: 1002 });
  });
  it('is none where only root reads the project: the start says so', () => {
    expect(webUser({ env: {}, owner: root, reads: () => false })).toBeNull();
    // root's own numbers are no way out, in whatever variable they stand.
    expect(webUser({ env: { SUDO_UID: '0', SUDO_GID: '0' }, owner: root, reads: ({ uid }) => uid === 0 })).toBeNull();
  });
});
