import { describe, expect, it } from 'vitest';
import { containerConfig, sandboxConfig } from '../contract/pods';
import { containerBody, sandboxBody } from './create-bodies';
import { HostLimits } from './host-limits';

const pod = { podUid: 'u', podName: 'p', podNamespace: 'default' };
const images = { pause: 'pause', app: 'app', broken: '' };
const ownership = { lab: 'l', node: 'n' };
const body = sandboxBody(sandboxConfig(pod, images), ownership, 'cgroupfs');
const appBody = containerBody(containerConfig(pod, images, 's', ['true']), { ownership, driver: 'cgroupfs' }, '');

function limits() {
  const warnings: string[] = [];
  return { warnings, limits: new HostLimits((message) => warnings.push(message)) };
}

describe('HostLimits', () => {
  it('leaves a body alone as long as nothing is refused', () => {
    const { limits: subject, warnings } = limits();
    expect(subject.apply(body)).toEqual(body);
    subject.conclude(body, new Set());
    expect(subject.apply(body)).toEqual(body);
    expect([subject.unknown('oomScore'), subject.unknown('cgroupParent'), warnings]).toEqual([false, false, []]);
  });

  it('creates with 0 after a refused score, for every container, and warns once', () => {
    const { limits: subject, warnings } = limits();
    subject.conclude(body, new Set(['oomScore']));
    subject.conclude(body, new Set());
    expect(subject.apply(body).HostConfig).toEqual({ ...body.HostConfig, OomScoreAdj: 0 });
    expect(subject.apply(appBody).HostConfig.OomScoreAdj).toBe(0);
    expect(
      subject.apply({ ...appBody, HostConfig: { ...appBody.HostConfig, OomScoreAdj: 1000 } }).HostConfig.OomScoreAdj,
    ).toBe(1000);
    expect(warnings).toEqual([expect.stringContaining('oom_score_adj')]);
  });

  it('drops the cgroup parent where it is refused', () => {
    const { limits: subject, warnings } = limits();
    subject.conclude(body, new Set(['cgroupParent']));
    expect(subject.apply(body).HostConfig).toEqual({ ...body.HostConfig, CgroupParent: '' });
    expect(warnings).toEqual([expect.stringContaining('cgroup parent')]);
  });

  it('learns from a sandbox that an earlier kubelet had to start with less', () => {
    const { limits: subject, warnings } = limits();
    expect(subject.awaits(appBody)).toBe(true);
    subject.concludeFromSandbox({ OomScoreAdj: 0, CgroupParent: '/kubepods/besteffort/podu' }, appBody);
    subject.concludeFromSandbox({ OomScoreAdj: 0, CgroupParent: '' }, appBody);
    expect(subject.awaits(appBody)).toBe(false);
    expect(subject.apply(appBody).HostConfig).toEqual({ ...appBody.HostConfig, OomScoreAdj: 0 });
    expect(warnings).toHaveLength(1);
  });

  it('asks for no verdict on what a body does not ask for: without cgroups there is no parent to refuse', () => {
    const { limits: subject, warnings } = limits();
    const rootless = containerBody(containerConfig(pod, images, 's', ['true']), { ownership, driver: 'none' }, '');
    subject.concludeFromSandbox({ OomScoreAdj: -998, CgroupParent: '' }, rootless);
    expect([subject.awaits(rootless), warnings]).toEqual([false, []]);
  });
});
