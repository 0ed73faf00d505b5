// Plays the lessons that are named (all without a name) on the engine behind DOCKER_SOCKET and says how each step went.
import { lessonSlugs, openRehearsal } from '@/server/lesson-rehearsal';

const slugs = process.argv.length > 2 ? process.argv.slice(2) : lessonSlugs();
const rehearsal = await openRehearsal(process.env.DOCKER_SOCKET ?? '/var/run/docker.sock');
let played = 0;
let failed = 0;
try {
  for (const slug of slugs) {
    const began = Date.now();
    const steps = await rehearsal.play(slug);
    const bad = steps.filter(({ ok }) => !ok);
    played += steps.length;
    failed += bad.length;
    const seconds = Math.round((Date.now() - began) / 1000);
    process.stdout.write(`${bad.length === 0 ? '✓' : '✗'} ${slug}: ${steps.length} steps, ${seconds} s\n`);
    for (const step of bad) process.stdout.write(`  ${JSON.stringify(step)}\n`);
  }
} finally {
  await rehearsal.dispose();
}
// For the summary of `npm run lessons:check`.
process.send?.({ lessons: slugs.length, steps: played, failed });
process.exitCode = failed === 0 ? 0 : 1;
