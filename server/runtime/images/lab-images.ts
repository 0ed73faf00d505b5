// Makes the lab's images available: present, else loaded from a bundle, else pulled, else built here under the same names.
import { DebianFiles } from './debian-files';
import { EngineClient } from './engine-client';
import { type Architecture, type ImageContent, imageArchive, LOCAL_BUILD, LOCAL_BUILD_LABEL } from './image-archive';
import { loadArchive } from './image-files';
import { busyboxImage, nginxImage, pauseImage } from './local-images';
import { WORKSTATION_IMAGE, workstationImage } from './workstation-image';

export interface ImageReport {
  image: string;
  /** `pulling` and `building` are progress; the last report of an image is one of the others. */
  state: 'present' | 'loaded' | 'pulling' | 'pulled' | 'building' | 'built' | 'failed';
  /** Why it failed. */
  message?: string;
}

export interface LabImageOptions {
  /** Path of the engine's UNIX socket. */
  socketPath: string;
  report: (report: ImageReport) => void;
  /** May Debian packages be downloaded into a temporary folder? Default true. */
  allowDownload?: boolean;
  /** Also those that only a workshop needs. Default false. */
  workshop?: boolean;
  /** Folder with archives (image-files.ts): they come before any registry. */
  archives?: string | undefined;
  /** ms a registry may take to say its first word. Default 5 s: without a network a resolver gives up much later. */
  registryMs?: number;
}

type Build = (architecture: Architecture, debian: DebianFiles) => ImageContent | Promise<ImageContent>;

const LAB_BUILDS: Record<string, Build> = {
  'k8s.gcr.io/pause:3.2': pauseImage,
  'busybox:1.35': busyboxImage,
  'nginx:latest': nginxImage,
};

/** Never pulled: what a registry has under this name is not ours. */
const WORKSHOP_BUILDS: Record<string, Build> = {
  [WORKSTATION_IMAGE]: (architecture, debian) => workstationImage(architecture, debian),
};
const BUILDS: Record<string, Build> = { ...LAB_BUILDS, ...WORKSHOP_BUILDS };

export const LAB_IMAGE_NAMES: readonly string[] = Object.keys(LAB_BUILDS);
export const WORKSHOP_IMAGE_NAMES: readonly string[] = Object.keys(WORKSHOP_BUILDS);

const REGISTRY_MS = 5_000;
const PROGRESS_MS = 60_000;

/** Returns the final report of each image, in the order of LAB_IMAGE_NAMES, then WORKSHOP_IMAGE_NAMES. Throws only when the engine is not reachable. */
export async function ensureLabImages(options: LabImageOptions): Promise<ImageReport[]> {
  const engine = new EngineClient(options.socketPath);
  const debian = new DebianFiles(options.allowDownload ?? true);
  const architecture = await engine.architecture();
  try {
    // Pulls run side by side: where no registry answers, all of them wait for the same silence.
    const names = options.workshop ? [...LAB_IMAGE_NAMES, ...WORKSHOP_IMAGE_NAMES] : LAB_IMAGE_NAMES;
    const pulled = await Promise.all(names.map((image) => presentOrPulled(image, engine, options)));
    const reports: ImageReport[] = [];
    for (const [index, image] of names.entries()) {
      reports.push(pulled[index] ?? (await built(image, architecture, engine, debian, options)));
    }
    return reports;
  } finally {
    await debian.close();
  }
}

async function presentOrPulled(
  image: string,
  engine: EngineClient,
  options: LabImageOptions,
): Promise<ImageReport | null> {
  const tell = (state: ImageReport['state']): ImageReport => {
    const report = { image, state };
    options.report(report);
    return report;
  };
  if (await engine.has(image)) return tell('present');
  if (options.archives && (await loadArchive(image, options.archives, engine))) return tell('loaded');
  if (WORKSHOP_IMAGE_NAMES.includes(image)) return null;
  tell('pulling');
  try {
    await engine.pull(image, options.registryMs ?? REGISTRY_MS, PROGRESS_MS);
    return tell('pulled');
  } catch {
    return null; // No registry: built here instead, and the report says so.
  }
}

async function built(
  image: string,
  architecture: Architecture,
  engine: EngineClient,
  debian: DebianFiles,
  { report }: LabImageOptions,
): Promise<ImageReport> {
  report({ image, state: 'building' });
  const result: ImageReport = { image, state: 'built' };
  try {
    const build = BUILDS[image];
    if (build === undefined) throw new Error(`nothing is known about ${image}`);
    await engine.load(imageArchive(image, await build(architecture, debian), new Date().toISOString()));
  } catch (error) {
    result.state = 'failed';
    result.message = error instanceof Error ? error.message : String(error);
  }
  report(result);
  return result;
}

/** Removes every image that was built here. Returns the names removed; one that is in use stays. */
export async function removeLocalImages(socketPath: string): Promise<string[]> {
  const engine = new EngineClient(socketPath);
  const names = await engine.labelled(`${LOCAL_BUILD_LABEL}=${LOCAL_BUILD}`);
  const removed = await Promise.all(
    names.map((name) =>
      engine.remove(name).then(
        () => [name],
        () => [],
      ),
    ),
  );
  return removed.flat();
}
