// From the command line to a kubelet's configuration. What is typed wins; what is not typed comes from whoever hosts the kubelet.
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
    ownership: { lab: typed('kulissen-lab', flags['kulissen-lab'], defaults.lab), node: nodeName },
  };
}
