// From the command line to a kubelet's configuration. What is typed wins; what is not typed comes from whoever hosts the kubelet.
import { defaultSettings, type KubeletSettings } from '../configuration/fields';
import { type EvictionPolicy, evictionPolicy } from '../housekeeping/eviction/policy';
import { type ImageGcPolicy, imageGcPolicy } from '../housekeeping/plan-image-gc';
import type { KubeletConfig } from '../kubelet';
import type { ParsedFlags } from './flags';

/** What a host sets where the command line says nothing. */
export interface ConfigDefaults {
  /** Name of the node where --hostname-override is not given. */
  nodeName: string;
  rootDir?: string;
  certDir?: string;
  logDir?: string;
  dockershimDir?: string;
  /** Where no threshold of image garbage collection is asked for. */
  imageGc?: ImageGcPolicy;
  /** Where no threshold of eviction is asked for. */
  eviction?: EvictionPolicy;
  /** Lab whose containers the kubelet owns where --kulissen-lab is not given. */
  lab?: string;
}

/** The configuration that these flags ask for. Paths stay as they were typed. */
export function configFromFlags({ settings, flags, given }: ParsedFlags, defaults: ConfigDefaults): KubeletConfig {
  const typed = (flag: string, value: string, preset = value) => (given.includes(flag) ? value : preset);
  const nodeName = (flags['hostname-override'] || defaults.nodeName).trim().toLowerCase();
  return {
    settings,
    flags,
    nodeName,
    rootDir: typed('root-dir', flags['root-dir'], defaults.rootDir),
    certDir: typed('cert-dir', flags['cert-dir'], defaults.certDir),
    logDir: typed('kulissen-log-dir', flags['kulissen-log-dir'], defaults.logDir),
    dockershimDir: typed(
      'experimental-dockershim-root-directory',
      flags['experimental-dockershim-root-directory'],
      defaults.dockershimDir,
    ),
    containerGc: {
      minAgeMs: flags['minimum-container-ttl-duration'],
      maxPerContainer: flags['maximum-dead-containers-per-container'],
      maxContainers: flags['maximum-dead-containers'],
    },
    imageGc: asksFor(settings, 'imageGCHighThresholdPercent', given)
      ? imageGcPolicy(settings)
      : (defaults.imageGc ?? imageGcPolicy(settings)),
    eviction:
      asksFor(settings, 'evictionHard', given) || asksFor(settings, 'evictionSoft', given)
        ? evictionPolicy(settings)
        : (defaults.eviction ?? evictionPolicy(settings)),
    ownership: { lab: typed('kulissen-lab', flags['kulissen-lab'], defaults.lab), node: nodeName },
  };
}

const FLAG_OF = {
  imageGCHighThresholdPercent: 'image-gc-high-threshold',
  evictionHard: 'eviction-hard',
  evictionSoft: 'eviction-soft',
} as const;

/** Was the setting typed, or does a configuration file say something else than the default? */
function asksFor(settings: KubeletSettings, field: keyof typeof FLAG_OF, given: readonly string[]): boolean {
  if (given.includes(FLAG_OF[field])) return true;
  return JSON.stringify(settings[field]) !== JSON.stringify(defaultSettings('flags')[field]);
}
