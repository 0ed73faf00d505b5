// One line for each step with its state; anything that takes longer than a second shows that it is alive.
const tty = process.stdout.isTTY;
const paint = (code, text) => (tty && !process.env.NO_COLOR ? `\x1b[${code}m${text}\x1b[0m` : text);
const WIDTH = 18;

/**
 * Runs one step. `work(progress)` returns the text of its result, or { text, state: 'warn' }.
 * Throws on what `work` throws, after marking the line as failed.
 */
export async function step(name, work) {
  const label = name.padEnd(WIDTH);
  const started = Date.now();
  let note = '';
  let shown = false;
  const elapsed = () => `${Math.round((Date.now() - started) / 1000)} s`;
  const show = () => {
    if (tty) process.stdout.write(`\r\x1b[K  ${paint(33, '·')} ${label}${note} ${paint(2, elapsed())}`);
    else if (!shown) process.stdout.write(`  · ${label}${note || '…'}\n`);
    shown = true;
  };
  const timer = setInterval(show, 1000);
  const finish = (mark, text) => {
    clearInterval(timer);
    const took = Date.now() - started > 1000 ? ` ${paint(2, `(${elapsed()})`)}` : '';
    process.stdout.write(`${tty && shown ? '\r\x1b[K' : ''}  ${mark} ${label}${text}${took}\n`);
  };
  try {
    const result = await work((text) => {
      note = text;
      if (tty) show();
      else process.stdout.write(`  · ${label}${text}\n`);
    });
    const { text, state } = typeof result === 'string' ? { text: result, state: 'ok' } : result;
    finish(state === 'warn' ? paint(33, '!') : paint(32, '✓'), text);
    return result;
  } catch (error) {
    finish(paint(31, '✗'), error.message);
    throw error;
  }
}

/** A failure that has been told already in one sentence: no stack. */
export class Told extends Error {}
