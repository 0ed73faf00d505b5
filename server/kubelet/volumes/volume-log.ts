// What upstream's log says of volumes. Upstream: pkg/kubelet/volumemanager/reconciler, pkg/volume/util/operationexecutor,
// nestedpendingoperations (1.20); recorded from kubelet 1.20.2.
import { formatGoDuration } from '@/lib/k8s/go-duration';
import { goQuote } from '@/lib/k8s/go-quote';
import { podDescriptor } from '@/lib/k8s/pod-names';
import type { StaticPod } from '@/lib/k8s/types';
import type { Klog } from '../klog';
import type { VolumeFailure } from '../plan/plan-volumes';
import { pluginName, uniqueVolumeName, type VolumeKind } from './paths';
import type { PresentVolume } from './tear-down';

/** As Go prints a time in UTC. */
const goTime = (at: number): string => new Date(at).toISOString().replace('T', ' ').replace('Z', ' +0000 UTC');

export class VolumeLog {
  constructor(
    private readonly klog: Klog,
    private readonly nodeName: string,
  ) {}

  verifying({ metadata }: StaticPod, kind: VolumeKind, volume: string): void {
    const unique = uniqueVolumeName(kind, metadata.uid, volume);
    const about = `volume ${goQuote(volume)} (UniqueName: ${goQuote(unique)}) pod ${goQuote(metadata.name)}`;
    this.klog.info(
      0,
      'reconciler.go:224',
      `operationExecutor.VerifyControllerAttachedVolume started for ${about} (UID: ${goQuote(metadata.uid)}) `,
    );
  }

  mountFailed(
    { metadata }: StaticPod,
    { kind, name }: PresentVolume,
    { message, until, windowMs }: VolumeFailure,
  ): void {
    const { uid } = metadata;
    const unique = uniqueVolumeName(kind, uid, name);
    const about = `volume ${goQuote(name)} (UniqueName: ${goQuote(unique)}) pod ${goQuote(metadata.name)} (UID: ${goQuote(uid)})`;
    this.operationFailed(uid, unique, {
      message: `MountVolume.SetUp failed for ${about} : ${message}`,
      until,
      windowMs,
    });
  }

  waitedInVain(pod: StaticPod, error: string): void {
    const who = goQuote(podDescriptor(pod));
    this.klog.error('kubelet.go:1701', `Unable to attach or mount volumes for pod ${who}: ${error}; skipping pod`);
  }

  unmounting(uid: string, { kind, name }: PresentVolume): void {
    const unique = uniqueVolumeName(kind, uid, name);
    const about = `volume ${goQuote(name)} (UniqueName: ${goQuote(unique)}) pod ${goQuote(uid)} (UID: ${goQuote(uid)}) `;
    this.klog.info(0, 'reconciler.go:196', `operationExecutor.UnmountVolume started for ${about}`);
  }

  unmounted(uid: string, { kind, name }: PresentVolume): void {
    const unique = goQuote(uniqueVolumeName(kind, uid, name));
    const pod = `pod ${goQuote(uid)} (UID: ${goQuote(uid)})`;
    const inner = `InnerVolumeSpecName ${goQuote(name)}. PluginName ${goQuote(pluginName(kind))}, VolumeGidValue ""`;
    this.klog.info(
      0,
      'operation_generator.go:797',
      `UnmountVolume.TearDown succeeded for volume ${unique} (OuterVolumeSpecName: ${goQuote(name)}) ${pod}. ${inner}`,
    );
    const node = goQuote(this.nodeName);
    this.klog.info(
      0,
      'reconciler.go:319',
      `Volume detached for volume ${goQuote(name)} (UniqueName: ${unique}) on node ${node} DevicePath ""`,
    );
  }

  /** Returns the error of the operation. */
  unmountFailed(uid: string, { kind, name }: PresentVolume, message: string): string {
    const unique = uniqueVolumeName(kind, uid, name);
    return `UnmountVolume.TearDown failed for volume ${goQuote(name)} (UniqueName: ${goQuote(unique)}) pod ${goQuote(uid)}: ${message}`;
  }

  private operationFailed(uid: string, unique: string, { message, until, windowMs }: VolumeFailure): void {
    const operation = goQuote(`{volumeName:${unique} podName:${uid} nodeName:}`);
    const retry = `No retries permitted until ${goTime(until)} (durationBeforeRetry ${formatGoDuration(windowMs)})`;
    this.klog.error(
      'nestedpendingoperations.go:301',
      `Operation for ${operation} failed. ${retry}. Error: ${goQuote(message)}`,
    );
  }
}
