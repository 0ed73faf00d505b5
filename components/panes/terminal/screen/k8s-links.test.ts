import { describe, expect, it } from 'vitest';
import { namesOnLine, type ScreenRow } from './k8s-links';

const NAME = 'k8s_nginx_nginx-worker1_default_71eb745d_0';
const COLS = 30;

/** The rows of a screen that a shell filled with these lines. */
function screen(...lines: string[]): (y: number) => ScreenRow | undefined {
  const rows = lines.flatMap((line) =>
    (line.match(new RegExp(`.{1,${COLS}}`, 'g')) ?? ['']).map((text, at) => ({
      text: text.padEnd(COLS),
      wrapped: at > 0,
    })),
  );
  return (y) => rows[y - 1];
}

describe('names on the screen', () => {
  const rows = screen('$ docker ps', `7c927f014f84   nginx   ${NAME}`, '$');
  it.each([2, 3])('are found whole from row %i of a wrapped line', (y) => {
    expect(namesOnLine(y, COLS, rows)).toEqual([
      { text: NAME, podUid: '71eb745d', container: 'nginx', start: { x: 24, y: 2 }, end: { x: 5, y: 4 } },
    ]);
  });
  it('belong to their own line only', () => {
    expect(namesOnLine(1, COLS, rows)).toEqual([]);
    expect(namesOnLine(5, COLS, rows)).toEqual([]);
    expect(namesOnLine(99, COLS, rows)).toEqual([]);
  });
  it('must be docker names of the kubelet', () => {
    expect(namesOnLine(1, COLS, screen('k8s_half k8s_a_b_c_d_notanumber'))).toEqual([]);
  });
});
