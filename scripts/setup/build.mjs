// What is built from the sources: programs (milliseconds), Monaco's workers, the Next app (half a minute when stale).

import { bundled } from './bundled.mjs';
import { Told } from './report.mjs';
import { run } from './run.mjs';
import { ROOT } from './settings.mjs';
import { hashOf, isFresh, writeStamp } from './stamp.mjs';

const CONFIG = ['package-lock.json', 'tsconfig.json', 'next.config.js'];

async function runScript(script) {
  const { code, output } = await run(process.execPath, [script], { cwd: ROOT });
  if (code !== 0) throw new Told(`${script}\n${output}`);
}

/** dist/: the server, bin/kubelet, the client behind ./kubelet, the image builder. */
export async function ensurePrograms() {
  if (bundled()) return false;
  const hash = hashOf(['server', 'lib', 'scripts/build-server.mjs', ...CONFIG]);
  if (isFresh('dist/.stamp', hash)) return false;
  await runScript('scripts/build-server.mjs');
  writeStamp('dist/.stamp', hash);
  return true;
}

/** public/monaco: the editor's workers. */
export async function ensureWorkers() {
  if (bundled()) return false;
  const hash = hashOf(['scripts/build-workers.mjs', 'package-lock.json']);
  if (isFresh('public/monaco/.stamp', hash)) return false;
  await runScript('scripts/build-workers.mjs');
  writeStamp('public/monaco/.stamp', hash);
  return true;
}

/** .next: pages and client code. The stamp lies inside, so that removing .next is enough to build anew. */
export async function ensureApp({ say, texts }) {
  if (bundled()) return false;
  const hash = hashOf(['app', 'components', 'lib', ...CONFIG]);
  if (isFresh('.next/kulissen-stamp', hash)) return false;
  say(texts.buildRunning);
  const { code, output } = await run(process.execPath, ['node_modules/next/dist/bin/next', 'build'], {
    cwd: ROOT,
    env: { ...process.env, NODE_ENV: 'production', NEXT_TELEMETRY_DISABLED: '1' },
  });
  if (code !== 0) {
    process.stderr.write(`\n${output}\n`);
    throw new Told(texts.buildFailed);
  }
  // Next may have touched tsconfig.json; the stamp is of what it is now.
  writeStamp('.next/kulissen-stamp', hashOf(['app', 'components', 'lib', ...CONFIG]));
  return true;
}
