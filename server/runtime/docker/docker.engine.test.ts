import { expect, it } from 'vitest';
import { runtimeContract } from '../contract';
import { dockerContractEngine } from './engine-fixture';

const warnings: string[] = [];

runtimeContract('docker', () => dockerContractEngine((message) => warnings.push(message)));

it('says only what the host refuses', () => {
  for (const warning of warnings) expect(warning).toMatch(/^This host refuses /);
});
