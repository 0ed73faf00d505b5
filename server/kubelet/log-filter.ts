// Which lines of klog are written: --v for all files, --vmodule for some. Upstream: k8s.io/klog/v2 klog.go (moduleSpec, V), 1.20.

export interface ModuleLevel {
  /** As written, e.g. `http*`: matched against the file's name without `.go`. */
  pattern: string;
  level: number;
}

/** `recordio=2,file=1,gfs*=3`; an Error in klog's words for anything else. */
export function parseVmodule(text: string): ModuleLevel[] {
  return text
    .split(',')
    .filter((part) => part !== '')
    .map((part) => {
      const [pattern = '', written, more] = part.split('=');
      if (pattern === '' || !written || more !== undefined) {
        throw new Error('syntax error: expect comma-separated list of filename=N');
      }
      if (!/^\d+$/.test(written)) throw new Error(`strconv.ParseInt: parsing "${written}": invalid syntax`);
      return { pattern, level: Number(written) };
    })
    .filter(({ level }) => level > 0);
}

/** The verbosity up to which this file's lines are written. `source`: e.g. `http.go:66`. */
export function levelOf(source: string, verbosity: number, modules: readonly ModuleLevel[]): number {
  const file = source.replace(/\.go:.*$/, '');
  const module = modules.find(({ pattern }) => glob(pattern).test(file));
  return Math.max(verbosity, module?.level ?? 0);
}

/** `*` and `?` as in file names. */
const glob = (pattern: string): RegExp =>
  new RegExp(
    `^${pattern
      .replace(/[.+^${}()|[\]\\]/g, '\\$&')
      .replaceAll('*', '.*')
      .replaceAll('?', '.')}$`,
  );
