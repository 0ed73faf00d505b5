import { benchKubelet } from './kubelet.bench';
import { benchStage } from './stage.bench';

await benchKubelet();
await benchStage();
