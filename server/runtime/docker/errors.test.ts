import { describe, expect, it } from 'vitest';
import { RuntimeError, type RuntimeErrorClass } from '@/server/kubelet/runtime-service';
import { DeadlineError, looksLikeOomScoreRefusal, nameHolder, toRuntimeError } from './errors';

/** As dockerode throws it. */
const answered = (statusCode: number, message: string) =>
  Object.assign(new Error(`(HTTP code ${statusCode}) server error - ${message} `), { statusCode, json: { message } });
const system = (code: string) => Object.assign(new Error(`connect ${code} /run/d.sock`), { code });

const CONFLICT =
  'Conflict. The container name "/k8s_x" is already in use by container "0badcafe". You have to remove it.';

describe('toRuntimeError', () => {
  it.each<[number, string, RuntimeErrorClass, RuntimeErrorClass]>([
    [404, 'No such container: x', 'Unavailable', 'NotFound'],
    [409, 'Container x is not running', 'Unavailable', 'Conflict'],
    [500, 'oops', 'Unavailable', 'Unavailable'],
    [400, 'bad', 'Unavailable', 'Invalid'],
    [404, 'No such image: x', 'Create', 'Create'],
    [400, 'bad parameter', 'Create', 'Create'],
    [409, CONFLICT, 'Create', 'Conflict'],
    [409, 'something else', 'Create', 'Create'],
    [404, 'No such container: x', 'Start', 'NotFound'],
    [409, 'cannot join network of a non running container: y', 'Start', 'Start'],
    [500, 'OCI runtime create failed', 'Start', 'Start'],
    [404, 'manifest unknown', 'ImagePull', 'ImagePull'],
    [500, 'no such host', 'ImagePull', 'ImagePull'],
  ])('%i "%s" in a call refused as %s is %s', (status, text, refused, expected) => {
    const error = toRuntimeError(answered(status, text), '/run/d.sock', refused);
    expect(error.errorClass).toBe(expected);
    expect(error.message).toBe(`Error response from daemon: ${text}`);
  });

  it.each([
    ['ECONNREFUSED', 'Cannot connect to the Docker daemon at unix:///run/d.sock. Is the docker daemon running?'],
    ['ENOENT', 'Cannot connect to the Docker daemon at unix:///run/d.sock. Is the docker daemon running?'],
    [
      'EACCES',
      'Got permission denied while trying to connect to the Docker daemon socket at unix:///run/d.sock: connect: permission denied',
    ],
    ['ECONNRESET', 'error during connect: unix:///run/d.sock: connect ECONNRESET /run/d.sock'],
  ])('%s is Unavailable, whatever was called', (code, message) => {
    expect(toRuntimeError(system(code), '/run/d.sock', 'Create')).toMatchObject({ errorClass: 'Unavailable', message });
  });

  it('a deadline is Unavailable; a RuntimeError stays; the cause is kept', () => {
    const deadline = new DeadlineError();
    expect(toRuntimeError(deadline, '', 'Start')).toMatchObject({ errorClass: 'Unavailable', cause: deadline });
    const known = new RuntimeError('Invalid', 'x');
    expect(toRuntimeError(known, '', 'Start')).toBe(known);
  });

  it('unwraps what dockerode says about a stream', () => {
    const stream = Object.assign(new Error('(HTTP code 500) server error - Get "https://r/v2/": no such host '), {
      statusCode: 500,
    });
    expect(toRuntimeError(stream, '', 'ImagePull').message).toBe(
      'Error response from daemon: Get "https://r/v2/": no such host',
    );
  });
});

it('finds who holds a name', () => {
  expect(nameHolder(answered(409, CONFLICT))).toBe('0badcafe');
  expect(nameHolder(answered(409, 'Container x is not running'))).toBeNull();
  expect(nameHolder(system('ECONNREFUSED'))).toBeNull();
});

it.each([
  [
    "OCI runtime create failed: unable to start container process: can't get final child's PID from pipe: EOF: unknown",
    true,
  ],
  ['write /proc/self/oom_score_adj: permission denied: unknown', true],
  ['exec: "x": executable file not found in $PATH: unknown', false],
])('a refused OOM score? %s', (text, expected) => {
  expect(looksLikeOomScoreRefusal(answered(500, text))).toBe(expected);
});
