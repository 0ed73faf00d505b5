import { expect, it } from 'vitest';

// Set-up is plain JavaScript: it runs before anything is installed, and has no types.
const { waitingStacks } = (await import(new URL('./engine-trouble.mjs', import.meta.url).href)) as {
  waitingStacks(dump: string): string[];
};

const request = (id: number, state: string): string => `goroutine ${id} [${state}]:
sync.runtime_SemacquireMutex(0xc000a1, 0x${id}, 0x1)
\t/usr/lib/go/src/runtime/sema.go:77 +0x26
github.com/docker/docker/daemon.(*Daemon).ContainerStop(0x${id})
\t/daemon/stop.go:30 +0x1f
net/http.(*conn).serve(0xc0005, {0x56, 0xc0})
\t/usr/lib/go/src/net/http/server.go:1991 +0x607
created by net/http.(*Server).Serve
\t/usr/lib/go/src/net/http/server.go:3102 +0x4db`;

it('equal stacks of requests that wait are told once, with their number', () => {
  const dump = [request(1, 'semacquire, 3 minutes'), request(2, 'semacquire, 3 minutes'), request(3, 'running')];
  expect(waitingStacks(dump.join('\n\n'))).toEqual([
    [
      '2 × [semacquire]',
      'sync.runtime_SemacquireMutex',
      'github.com/docker/docker/daemon.(*Daemon).ContainerStop',
      'net/http.(*conn).serve',
    ].join('\n  '),
  ]);
});

it('what merely rests between two requests is no trouble', () => {
  const idle = 'goroutine 7 [IO wait, 30 minutes]:\ninternal/poll.runtime_pollWait(0x7f)\n\t/netpoll.go:302 +0x89';
  expect(waitingStacks(idle)).toEqual([]);
});
