// dist/images.mjs [--socket <path>] [--no-install] [--workshop] [--archives <folder>] [--save <folder> | --remove]
// Makes the lab's images available; then writes them into a folder for a bundle (--save). Or removes those built here.
// Prints one JSON line per step: { image, state, message? }. Exit code 1 when an image is missing at the end.
import { parseArgs } from 'node:util';
import { EngineClient } from './engine-client';
import { saveArchive } from './image-files';
import { ensureLabImages, removeLocalImages } from './lab-images';

const { values } = parseArgs({
  options: {
    socket: { type: 'string', default: '/var/run/docker.sock' },
    'no-install': { type: 'boolean', default: false },
    workshop: { type: 'boolean', default: false },
    archives: { type: 'string' },
    save: { type: 'string' },
    remove: { type: 'boolean', default: false },
  },
});

const print = (line: object): void => void process.stdout.write(`${JSON.stringify(line)}\n`);

try {
  if (values.remove) {
    for (const image of await removeLocalImages(values.socket)) print({ image, state: 'removed' });
  } else {
    const options = {
      socketPath: values.socket,
      report: print,
      allowDownload: !values['no-install'],
      archives: values.archives,
      workshop: values.workshop,
    };
    const reports = await ensureLabImages(options);
    if (reports.some(({ state }) => state === 'failed')) process.exitCode = 1;
    else if (values.save !== undefined) {
      const engine = new EngineClient(values.socket);
      for (const { image } of reports)
        print({ image, state: 'saved', message: await saveArchive(image, values.save, engine) });
    }
  }
} catch (error) {
  process.stderr.write(`images: ${error instanceof Error ? error.message : String(error)}\n`);
  process.exitCode = 1;
}
