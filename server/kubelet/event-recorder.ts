// Kubernetes events: what `kubectl describe` would show. Without an API server they only reach the stream and, at --v=3, the log.
// Upstream: client-go/tools/record/event.go, pkg/kubelet/events/event.go (1.20).
import type { Container, StaticPod } from '@/lib/k8s/types';
import type { EventStream } from './event-stream';
import type { Klog } from './klog';

type EventType = 'Normal' | 'Warning';

export class EventRecorder {
  constructor(
    private readonly stream: EventStream,
    private readonly klog: Klog,
    private readonly nodeName: string,
  ) {}

  /** An event about the pod as a whole. */
  pod(pod: StaticPod, eventType: EventType, reason: string, message: string): void {
    this.record(pod, { eventType, reason, message });
  }

  /** An event about the node. */
  node(eventType: EventType, reason: string, message: string): void {
    this.stream.emit({ type: 'nodeEvent', eventType, reason, message });
    this.klog.event({ object: this.nodeName, kind: 'Node', apiVersion: '', type: eventType, reason, message });
  }

  /** An event about one of its containers. */
  container(
    pod: StaticPod,
    container: Pick<Container, 'name'>,
    eventType: EventType,
    reason: string,
    message: string,
  ): void {
    this.record(pod, { container: container.name, eventType, reason, message });
  }

  private record(
    { metadata: { name, namespace, uid } }: StaticPod,
    event: { container?: string; eventType: EventType; reason: string; message: string },
  ): void {
    this.stream.emit({ type: 'event', podUid: uid, podName: name, namespace, ...event });
    const { eventType, reason, message } = event;
    this.klog.event({ object: `${namespace}/${name}`, type: eventType, reason, message });
  }
}
