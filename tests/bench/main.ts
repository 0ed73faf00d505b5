import { benchKubelet } from './kubelet.bench';
import { benchStage } from './stage.bench';
import { benchWorkbench } from './workbench.bench';

await benchKubelet();
await benchStage();
await benchWorkbench();
