// The bill of materials: what `npm sbom` says of the lock file, less what only development needs, and made the same for the
// same lock file on each machine.
import { createHash } from 'node:crypto';
import { licenceOf } from './licences';
import type { Locked } from './lock';

export interface Component {
  'bom-ref': string;
  name: string;
  version: string;
  purl: string;
  hashes?: { alg: string; content: string }[];
  licenses?: unknown[];
}

export interface Bom {
  bomFormat: string;
  specVersion: string;
  serialNumber: string;
  metadata: { timestamp?: string; component: Component };
  components: Component[];
  dependencies: { ref: string; dependsOn: string[] }[];
}

const refOf = ({ name, version }: Locked): string => `${name}@${version}`;

/**
 * What is shipped, of a bill of everything. `npm sbom --omit=dev` is not asked: npm 11 also leaves out what development
 * needs too (yaml and zod, of ours). The serial number follows from the lock file, and there is no time in it.
 */
export function shippedBom(all: Bom, packages: Locked[], project: { name: string; lock: string }): Bom {
  const shipped = new Map(packages.filter(({ dev }) => !dev).map((entry) => [refOf(entry), entry]));
  const { timestamp: _, ...metadata } = all.metadata;
  const digest = createHash('sha256').update(project.lock).digest('hex');
  const variant = ((Number.parseInt(digest[16] ?? '0', 16) & 3) | 8).toString(16);
  const uuid = [digest.slice(0, 8), digest.slice(8, 12), `8${digest.slice(13, 16)}`, variant + digest.slice(17, 20)];
  const root = metadata.component['bom-ref'];
  return {
    ...all,
    serialNumber: `urn:uuid:${[...uuid, digest.slice(20, 32)].join('-')}`,
    metadata: { ...metadata, component: { ...metadata.component, name: project.name } },
    components: all.components
      .filter((component) => shipped.has(component['bom-ref']))
      .map((component) => withLicence(component, shipped.get(component['bom-ref']))),
    dependencies: all.dependencies
      .filter(({ ref }) => ref === root || shipped.has(ref))
      .map(({ ref, dependsOn }) => ({ ref, dependsOn: dependsOn.filter((to) => shipped.has(to)) })),
  };
}

/** npm copies the lock's field; where that is missing, what a person has read stands. */
function withLicence(component: Component, entry: Locked | undefined): Component {
  const licence = component.licenses || !entry ? undefined : licenceOf(entry);
  return licence ? { ...component, licenses: [{ license: { id: licence } }] } : component;
}

/** What is wrong with a bill, as sentences: it must list exactly what the lock file ships, each with checksum and licence. */
export function bomProblems(bom: Bom, packages: Locked[]): string[] {
  const problems: string[] = [];
  if (bom.bomFormat !== 'CycloneDX') problems.push(`bomFormat is ${bom.bomFormat}`);
  if (!/^urn:uuid:[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/.test(bom.serialNumber)) problems.push('bad serialNumber');
  const shipped = new Map(packages.filter(({ dev }) => !dev).map((entry) => [refOf(entry), entry]));
  const listed = new Set<string>([bom.metadata.component['bom-ref']]);
  for (const component of bom.components) {
    const ref = component['bom-ref'];
    const entry = shipped.get(ref);
    if (listed.has(ref)) problems.push(`${ref} is listed twice`);
    listed.add(ref);
    if (!entry) problems.push(`${ref} is not shipped`);
    if (component.purl !== `pkg:npm/${component.name.replace('@', '%40')}@${component.version}`)
      problems.push(`${ref} has the address ${component.purl}`);
    if (!component.licenses) problems.push(`${ref} has no licence`);
    const hex = Buffer.from(entry?.integrity?.replace('sha512-', '') ?? '', 'base64').toString('hex');
    if (!component.hashes?.some(({ alg, content }) => alg === 'SHA-512' && content === hex))
      problems.push(`${ref} has not the checksum of the lock file`);
  }
  for (const ref of shipped.keys()) if (!listed.has(ref)) problems.push(`${ref} is missing`);
  for (const { ref, dependsOn } of bom.dependencies)
    for (const each of [ref, ...dependsOn]) if (!listed.has(each)) problems.push(`${each} is needed and not listed`);
  return problems;
}
