// $(VAR) in command, args and env values. Upstream: third_party/forked/golang/expansion/expand.go (1.20).

// `$(NAME)`, or a dollar and whatever follows it: `$$` is an escaped dollar, `$x` and an unclosed `$(` stay as they are.
const EXPRESSION = /\$(?:\(([^)]*)\)|([\s\S]))/g;

/**
 * Replaces each `$(NAME)` by its value; `$$` becomes `$`. A name without a value is left as written, and values are
 * not expanded again. There is no nesting and there are no defaults.
 */
export function expandVariables(text: string, values: Pick<ReadonlyMap<string, string>, 'get'>): string {
  return text.replace(EXPRESSION, (written, name: string | undefined, next: string | undefined) => {
    if (name !== undefined) return values.get(name) ?? written;
    return next === '$' ? '$' : written;
  });
}
