import { expect, it, vi } from 'vitest';
import { createAudiences } from './audiences';
import { createFakeLab } from './fake-lab';

const changed = { node: { name: 'x', ready: true, reason: '' } };

it('sixty tabs are one ear at their lab, and none when they are gone', () => {
  const lab = createFakeLab();
  const stops: ReturnType<typeof vi.fn>[] = [];
  const listen = lab.onChange.bind(lab);
  const onChange = vi.spyOn(lab, 'onChange').mockImplementation((listener) => {
    const stop = vi.fn(listen(listener));
    stops.push(stop);
    return stop;
  });
  const told: number[] = [];
  const audiences = createAudiences<number>((tab) => told.push(tab));
  for (let tab = 0; tab < 60; tab += 1) audiences.move(tab, lab);
  expect(onChange).toHaveBeenCalledTimes(1);
  lab.change(changed);
  expect(told).toHaveLength(60);
  for (let tab = 0; tab < 60; tab += 1) audiences.move(tab, undefined);
  expect(stops[0]).toHaveBeenCalledTimes(1);
  audiences.move(1, lab);
  expect(onChange).toHaveBeenCalledTimes(2);
});

it('a tab that has moved hears its new lab only', () => {
  const [one, two] = [createFakeLab(), createFakeLab()];
  const told: unknown[] = [];
  const audiences = createAudiences<string>((tab, { rev }) => told.push([tab, rev]));
  audiences.move('tab', one);
  audiences.move('tab', two);
  one.change(changed);
  expect(told).toEqual([]);
  two.change(changed);
  expect(told).toEqual([['tab', 1]]);
  audiences.close();
  two.change({ node: { name: 'y', ready: true, reason: '' } });
  expect(told).toHaveLength(1);
});
