// dist/images.mjs [--socket <path>] [--no-install] [--remove]: makes the lab's images available, or removes those built here.
// Prints one JSON line per step: { image, state, message? }. Exit code 1 when an image is missing at the end.
import { parseArgs } from 'node:util';
import { ensureLabImages, removeLocalImages } from './lab-images';

const { values } = parseArgs({
  options: {
    socket: { type: 'string', default: '/var/run/docker.sock' },
    'no-install': { type: 'boolean', default: false },
    remove: { type: 'boolean', default: false },
  },
});

const print = (line: object): void => void process.stdout.write(`${JSON.stringify(line)}\n`);

try {
  if (values.remove) {
    for (const image of await removeLocalImages(values.socket)) print({ image, state: 'removed' });
  } else {
    const options = { socketPath: values.socket, report: print, allowDownload: !values['no-install'] };
    const reports = await ensureLabImages(options);
    if (reports.some(({ state }) => state === 'failed')) process.exitCode = 1;
  }
} catch (error) {
  process.stderr.write(`images: ${error instanceof Error ? error.message : String(error)}\n`);
  process.exitCode = 1;
}
