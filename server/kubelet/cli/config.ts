// From the command line to a kubelet's configuration. What is typed wins; what is not typed comes from whoever hosts the kubelet.
import type { KubeletConfig } from '../kubelet';
import type { ParsedFlags } from './flags';

/** What a host sets where the command line says nothing; the rest are the flags' own defaults. */
export type ConfigDefaults = Partial<Omit<KubeletConfig, 'ownership'>> & {
  /** Name of the node where --hostname-override is not given. */
  nodeName: string;
  /** Lab whose containers the kubelet owns where --kulissen-lab is not given. */
  lab?: string;
};

const FLAG_OF = {
  manifestPath: 'pod-manifest-path',
  fileCheckMs: 'file-check-frequency',
  address: 'address',
  readOnlyPort: 'read-only-port',
  healthzPort: 'healthz-port',
  healthzAddress: 'healthz-bind-address',
  rootDir: 'root-dir',
  logDir: 'kulissen-log-dir',
  sandboxImage: 'pod-infra-container-image',
  verbosity: 'v',
  dockershimDir: 'experimental-dockershim-root-directory',
} as const satisfies Partial<Record<keyof KubeletConfig & keyof ParsedFlags, string>>;

/** The configuration that these flags ask for. Paths stay as they were typed. */
export function configFromFlags(flags: ParsedFlags, defaults: ConfigDefaults): KubeletConfig {
  const setting = <K extends keyof typeof FLAG_OF>(key: K): ParsedFlags[K] => {
    const preset = defaults[key] as ParsedFlags[K] | undefined;
    return preset === undefined || flags.given.includes(FLAG_OF[key]) ? flags[key] : preset;
  };
  const nodeName = (flags.nodeName || defaults.nodeName).trim().toLowerCase();
  const lab = flags.given.includes('kulissen-lab') ? flags.lab : (defaults.lab ?? flags.lab);
  return {
    nodeName,
    manifestPath: setting('manifestPath'),
    fileCheckMs: setting('fileCheckMs'),
    address: setting('address'),
    readOnlyPort: setting('readOnlyPort'),
    healthzPort: setting('healthzPort'),
    healthzAddress: setting('healthzAddress'),
    rootDir: setting('rootDir'),
    logDir: setting('logDir'),
    sandboxImage: setting('sandboxImage'),
    verbosity: setting('verbosity'),
    dockershimDir: setting('dockershimDir'),
    containerGc: flags.containerGc,
    ownership: { lab, node: nodeName },
  };
}
