import { systemClock } from '@/server/kubelet/clock';
import { runtimeContract } from '../contract';
import { createMemoryRuntime, LAB_IMAGES, MemoryEngine } from './index';

runtimeContract('memory', async () => {
  const images = { pause: 'k8s.gcr.io/pause:3.2', app: 'busybox:1.35', broken: 'kulissen-test/broken:1' };
  const spare = 'kulissen-test/spare:1';
  const others = [{ ref: images.broken, cmd: ['nosuchbinary'] }, { ref: spare }];
  const engine = new MemoryEngine(systemClock, [...LAB_IMAGES, ...others]);
  return {
    images,
    runtimeFor: (ownership) => createMemoryRuntime({ clock: systemClock, ownership, engine }),
    async startForeign(name, labels) {
      const { id } = engine.create({ name, labels, image: images.pause, hostNetwork: false });
      engine.start(id);
      return id;
    },
    async spareImage() {
      engine.images.pull(spare);
      return spare;
    },
    isRunning: async (id) => engine.get(id).state === 'running',
    addressesIn: async (id) => engine.get(engine.get(id).joins ?? id).ip,
    close: async () => undefined,
  };
});
