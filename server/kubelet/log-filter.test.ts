import { describe, expect, it } from 'vitest';
import { levelOf, parseVmodule } from './log-filter';

describe('--vmodule', () => {
  it('raises the verbosity of some files', () => {
    const modules = parseVmodule('http=4,pod_*=3,kubelet=0');
    expect(modules).toHaveLength(2);
    expect([levelOf('http.go:66', 1, modules), levelOf('pod_workers.go:191', 1, modules)]).toEqual([4, 3]);
    expect([levelOf('kubelet.go:1888', 1, modules), levelOf('http_x.go:1', 2, modules)]).toEqual([1, 2]);
  });

  it.each(['http', 'http=', '=2', 'a=1=2'])('refuses %s', (text) => {
    expect(() => parseVmodule(text)).toThrow('syntax error: expect comma-separated list of filename=N');
  });
  it('refuses a level that is no number', () => {
    expect(() => parseVmodule('a=x')).toThrow('strconv.ParseInt: parsing "x": invalid syntax');
  });
});
