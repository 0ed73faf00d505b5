// The promises of RuntimeService as tests. Every implementation runs this one suite: memory always, docker where an engine is.
import { describe } from 'vitest';
import { containerEnd, containerStart, containerStop } from './contract/containers';
import { type ContractEngine, useContext } from './contract/context';
import { events } from './contract/events';
import { attach, execStream, execSync } from './contract/exec';
import { gone, names, ownership } from './contract/identities';
import { images, storedImages } from './contract/images';
import { containerLog, figures, sandboxPorts } from './contract/inside';
import { sandboxFailures, sandboxLife, sandboxNetwork } from './contract/sandboxes';

export type { ContractEngine } from './contract/context';

const PROMISES = {
  'a sandbox lives': sandboxLife,
  'a sandbox and its network': sandboxNetwork,
  'a sandbox fails': sandboxFailures,
  'a container starts': containerStart,
  'a container ends': containerEnd,
  'a container is stopped': containerStop,
  'a command in a container': execSync,
  'a command one talks to': execStream,
  'the process of a container': attach,
  'what is gone': gone,
  names,
  ownership,
  images,
  'images in the store': storedImages,
  'a container’s log': containerLog,
  'ports of a sandbox': sandboxPorts,
  figures,
  events,
};

/** Declares the suite. `setup` is called once, in beforeAll. */
export function runtimeContract(name: string, setup: () => Promise<ContractEngine>): void {
  describe(`RuntimeService contract: ${name}`, () => {
    const context = useContext(setup);
    for (const [what, declare] of Object.entries(PROMISES)) describe(what, () => declare(context));
  });
}
