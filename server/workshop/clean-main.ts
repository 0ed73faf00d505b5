// dist/workshop-clean.mjs --data FOLDER --docker-socket PATH: removes a room with everything that its seats have made, and nothing else.
import { readdir, rm } from 'node:fs/promises';
import { join, resolve } from 'node:path';
import { parseArgs } from 'node:util';
import { openHostToSeats } from './seat/firewall';
import { removeSeat } from './seat/open-seat-lab';
import { seatName } from './seats';

const { values } = parseArgs({
  options: {
    data: { type: 'string', default: '.kulissen-workshop' },
    'docker-socket': { type: 'string', default: '/var/run/docker.sock' },
  },
});
const dataDir = resolve(values.data);
const seats = join(dataDir, 'broker', 'seats');
let removed = 0;
for (const name of await readdir(seats).catch(() => [])) {
  const named = seatName(name);
  if (!named) continue;
  await removeSeat({ id: named.id, dataDir: join(seats, name), dockerSocket: values['docker-socket'] });
  removed += 1;
}
await openHostToSeats();
await rm(dataDir, { recursive: true, force: true });
process.stdout.write(`${JSON.stringify({ removed })}\n`);
