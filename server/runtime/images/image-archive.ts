// An image as `docker load` takes it: one layer, one configuration. Unlike `docker import` this can set a stop signal.
import { createHash } from 'node:crypto';
import { type TarEntry, tarArchive } from './tar';

/** Image label by which a local stand-in can be told from the real image, and removed. */
export const LOCAL_BUILD_LABEL = 'dev.kulissen.image';
export const LOCAL_BUILD = 'local-build';

export type Architecture = 'amd64' | 'arm64';

export interface ImageContent {
  architecture: Architecture;
  entries: readonly TarEntry[];
  config: {
    Entrypoint?: string[];
    Cmd?: string[];
    Env?: string[];
    ExposedPorts?: Record<string, object>;
    StopSignal?: string;
    WorkingDir?: string;
  };
}

const sha256 = (data: Buffer | string): string => createHash('sha256').update(data).digest('hex');

/** The archive of an image with one name. `created` is an ISO time. */
export function imageArchive(ref: string, content: ImageContent, created: string): Buffer {
  const layer = tarArchive(content.entries);
  const layerId = sha256(layer);
  const config = JSON.stringify({
    architecture: content.architecture,
    os: 'linux',
    created,
    config: { ...content.config, Labels: { [LOCAL_BUILD_LABEL]: LOCAL_BUILD } },
    rootfs: { type: 'layers', diff_ids: [`sha256:${layerId}`] },
    history: [{ created, created_by: `kulissen ${LOCAL_BUILD}` }],
  });
  const configFile = `${sha256(config)}.json`;
  const layerFile = `${layerId}/layer.tar`;
  return tarArchive([
    { kind: 'directory', path: layerId },
    { kind: 'file', path: layerFile, content: layer },
    { kind: 'file', path: configFile, content: config },
    {
      kind: 'file',
      path: 'manifest.json',
      content: JSON.stringify([{ Config: configFile, RepoTags: [ref], Layers: [layerFile] }]),
    },
  ]);
}
