// BENCH_ONLY=kubelet,stage,workbench,crowd runs some of them.
import { benchCrowd } from './crowd.bench';
import { benchKubelet } from './kubelet.bench';
import { benchStage } from './stage.bench';
import { benchWorkbench } from './workbench.bench';

const BENCHES = { kubelet: benchKubelet, stage: benchStage, workbench: benchWorkbench, crowd: benchCrowd };

const only = process.env.BENCH_ONLY?.split(',');
for (const [name, bench] of Object.entries(BENCHES)) if (!only || only.includes(name)) await bench();
