import { describe, expect, it } from 'vitest';
import type { World } from './applets';
import { lifetimeOf, programOf } from './program';

const steps = (argv: string[], world?: World) => {
  const program = programOf(argv, world);
  if ('startError' in program) throw new Error(program.startError);
  return program;
};
const shell = (script: string) => steps(['sh', '-c', script]);
const lifetime = (script: string) => lifetimeOf(shell(script));

describe('programOf', () => {
  it.each([['/pause'], ['nginx', '-g', 'daemon off;']])('%s serves for ever and ends with 0 on SIGTERM', (...argv) => {
    expect(steps(argv)).toMatchObject({ steps: [{ durationMs: null, interruptible: true }], onTerm: 0 });
  });

  it('sleep takes its time and has no handler', () => {
    expect(steps(['sleep', '1.5'])).toMatchObject({ steps: [{ durationMs: 1_500 }], exitCode: 0, onTerm: null });
    expect(steps(['/bin/sleep', '2m']).steps).toMatchObject([{ durationMs: 120_000 }]);
    expect(steps(['sleep', 'infinity']).steps).toMatchObject([{ durationMs: null }]);
    expect(steps(['sleep', 'long']).exitCode).toBe(1);
  });

  it.each([
    ['exit 42', 42],
    ['exit 256', 0],
    ['true', 0],
    ['false', 1],
    ['false; true', 0],
    ['false && exit 3', 1],
    ['false && true || exit 4', 4],
    ['true || exit 3; exit 5', 5],
    ['nosuch', 127],
    ['false; exit', 1],
    ["echo 'a; exit 9'; false", 1],
    ['echo "it\'s" && exit 6', 6],
    ['exec false', 1],
    ['sleep 1 &\nexit 8', 8],
  ])('sh -c "%s" ends with %i', (script, exitCode) => {
    expect(shell(script).exitCode).toBe(exitCode);
  });

  it.each([
    ['sleep 1; sleep 2', 3_000],
    ['sleep 5 & sleep 1', 1_000],
    ['sleep 5 & wait', 5_000],
    ['while true; do sleep 1; done', null],
    ['sleep 2; exec nginx', null],
  ])('sh -c "%s" lives %s ms', (script, ms) => {
    expect(lifetime(script)).toBe(ms);
  });

  it('a trap is served while the shell waits, not while a command runs', () => {
    expect(shell("trap 'exit 3' TERM; sleep 9 & wait")).toMatchObject({ onTerm: 3, steps: [{ interruptible: true }] });
    expect(shell("trap 'exit 3' SIGTERM; sleep 9")).toMatchObject({ onTerm: 3, steps: [{ interruptible: false }] });
    expect(shell("trap 'exit 3' INT; sleep 9").onTerm).toBeNull();
  });

  it('remembers what is written to a file, and when', () => {
    expect(shell('echo last words > /dev/termination-log; exit 1').effects).toContainEqual({
      afterMs: 0,
      path: '/dev/termination-log',
      text: 'last words\n',
    });
    expect(shell('touch /tmp/healthy; sleep 30; rm -f /tmp/healthy; sleep 600').effects).toEqual([
      { afterMs: 0, path: '/tmp/healthy', text: '' },
      { afterMs: 30_000, path: '/tmp/healthy', text: null },
    ]);
  });

  it.each([
    ['echo out; echo err >&2', { stdout: 'out\n', stderr: 'err\n' }],
    ['cat /nosuch', { stderr: "cat: can't open '/nosuch': No such file or directory\n" }],
    ['cat /nosuch 2>/dev/null', {}],
    ['nosuch 2>&1', { stdout: 'sh: nosuch: not found\n' }],
    ['echo a > /f; echo b >> /f; cat /f', { stdout: 'a\nb\n' }],
    ['cat /etc/motd && test -f /etc/motd && [ ! -e /nosuch ] && echo all', { stdout: 'hello\nall\n' }],
  ])('sh -c "%s" prints', (script, printed) => {
    const world = { files: new Map([['/etc/motd', 'hello\n']]), hostname: 'web' };
    const { effects } = steps(['sh', '-c', script], world);
    const on = (stream: string) =>
      effects.flatMap((effect) => ('stream' in effect && effect.stream === stream ? [effect.text] : [])).join('');
    expect({ stdout: on('stdout'), stderr: on('stderr') }).toEqual({ stdout: '', stderr: '', ...printed });
  });

  it.each([
    [['nosuch', '-x'], 'exec: "nosuch": executable file not found in $PATH'],
    [['/opt/nosuch'], 'exec: "/opt/nosuch": stat /opt/nosuch: no such file or directory'],
    [[], 'exec: "": executable file not found'],
  ])('%o cannot be started', (argv, text) => {
    expect(programOf(argv)).toMatchObject({ exitCode: 127, startError: expect.stringContaining(text) });
  });
});
