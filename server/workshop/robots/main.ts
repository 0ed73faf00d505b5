// dist/robots.mjs --base URL --code CODE --robots N [--lesson SLUG] [--at-work N] [--web-pid N] [--broker-pid N] [--soak MINUTES]; the trainers' secret comes in
// KULISSEN_TRAINER_SECRET. Prints progress, then the figures. Ends with 1 when a limit was missed or a robot failed.
import { join } from 'node:path';
import { parseArgs } from 'node:util';
import { ROOT } from '@/server/settings';
import { isKept, table } from './figures';
import { rehearse } from './rehearsal';

const { values } = parseArgs({
  options: {
    base: { type: 'string', default: 'https://localhost:3000' },
    code: { type: 'string', default: '' },
    robots: { type: 'string', default: '10' },
    lesson: { type: 'string', default: 'walkthrough' },
    'at-work': { type: 'string', default: '4' },
    'web-pid': { type: 'string', default: '0' },
    'broker-pid': { type: 'string', default: '0' },
    soak: { type: 'string', default: '0' },
  },
});
const { figures, failures } = await rehearse({
  base: values.base,
  code: values.code,
  secret: process.env.KULISSEN_TRAINER_SECRET ?? '',
  robots: Number(values.robots),
  lessonsDir: join(ROOT, 'lessons'),
  lesson: values.lesson,
  atWork: Number(values['at-work']),
  webPid: Number(values['web-pid']),
  brokerPid: Number(values['broker-pid']),
  soakMinutes: Number(values.soak),
  say: (line) => process.stdout.write(`  · ${line}\n`),
});
process.stdout.write(`\n${table(figures)}`);
for (const failure of failures) process.stdout.write(`  ! ${failure}\n`);
process.exit(failures.length === 0 && figures.every(isKept) ? 0 : 1);
