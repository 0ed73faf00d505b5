// What has to be there before a server can start: Node, packages, engine, tools, programs, images, pages. Each step says what it does.
import net from 'node:net';
import { ensureApp, ensurePrograms, ensureWorkers } from './build.mjs';
import { ensureEngine } from './engine.mjs';
import { ensureImages } from './images.mjs';
import { ensurePackages } from './packages.mjs';
import { step, Told } from './report.mjs';
import { aptInstall, which } from './run.mjs';

/** Nobody listens there. */
export const portIsFree = (port, host) =>
  new Promise((resolve) => {
    const probe = net.createServer();
    probe.once('error', (error) => resolve(error.code !== 'EADDRINUSE'));
    probe.listen(port, host, () => probe.close(() => resolve(true)));
  });

function checkNode(texts) {
  const [major, minor] = process.versions.node.split('.').map(Number);
  if (major < 20 || (major === 20 && minor < 9)) throw new Told(texts.nodeTooOld(process.versions.node));
  return process.versions.node;
}

async function findEngine(settings, say) {
  const { texts } = settings;
  if (settings.runtime === 'memory') return { memory: true, reason: 'chosen', text: texts.engineChosenMemory };
  const engine = await ensureEngine({ noInstall: settings.noInstall, dataDir: settings.dataDir, say, texts });
  if (engine.socket) return { ...engine, text: texts.engineAt(engine.version, engine.socket) };
  if (engine.output) process.stderr.write(`\n${engine.output}\n`);
  const why = texts.why[engine.why];
  if (settings.runtime === 'docker') throw new Told(texts.engineForced(why, engine.remedy));
  return { memory: true, reason: engine.why, state: 'warn', text: texts.engineMemory(why, engine.remedy) };
}

/** Programs that the lessons' commands need beside the engine. */
async function ensureTools({ texts, noInstall }, say) {
  const packages = { docker: 'docker.io', curl: 'curl', jq: 'jq', openssl: 'openssl' };
  const missing = () => Object.keys(packages).filter((program) => !which(program));
  if (missing().length > 0 && !noInstall) {
    say(texts.toolsInstalling(missing().join(', ')));
    await aptInstall(missing().map((program) => packages[program]));
  }
  const left = missing().map((program) => packages[program]);
  return left.length === 0 ? texts.toolsOk : { text: texts.toolsMissing(left.join(' ')), state: 'warn' };
}

/**
 * Makes all of it available and returns the engine. `settings.workshop`: the images of a workshop too; `settings.brokerOnly`: nobody
 * listens here, and there are no pages. Throws Told.
 */
export async function prepare(settings) {
  const { texts } = settings;
  await step(texts.step.node, async () => checkNode(texts));
  if (!settings.brokerOnly && !(await portIsFree(settings.port, settings.host)))
    throw new Told(texts.portBusy(settings.port));
  await step(texts.step.packages, async (say) =>
    (await ensurePackages({ noInstall: settings.noInstall, say, texts })) ? texts.packagesDone : texts.packagesFresh,
  );
  const engine = await step(texts.step.engine, (say) => findEngine(settings, say));
  if (!engine.memory) await step(texts.step.tools, (say) => ensureTools(settings, say));
  await step(texts.step.programs, async () => {
    const rebuilt = await Promise.all([ensurePrograms(), ensureWorkers()]);
    return rebuilt.some(Boolean) ? texts.programsDone : texts.buildFresh;
  });
  await step(texts.step.images, async (say) => {
    if (engine.memory) return texts.imagesSkipped;
    const rows = await ensureImages({
      engine,
      say,
      texts,
      noInstall: settings.noInstall,
      workshop: settings.workshop,
    });
    const failed = rows.filter((row) => row.state === 'failed').map((row) => row.image);
    if (failed.length > 0) return { text: texts.imagesFailed(failed.join(', ')), state: 'warn' };
    return rows.map((row) => `${row.image} ${texts.images[row.state]}`).join(', ');
  });
  if (settings.brokerOnly) return engine;
  await step(texts.step.build, async (say) => ((await ensureApp({ say, texts })) ? texts.buildDone : texts.buildFresh));
  return engine;
}
