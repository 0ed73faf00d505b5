// Two processes: the one that speaks HTTP, and the one that holds engine, kubelets and shells.
export { connectBroker } from './connect';
export { type BrokerLabs, serveBroker } from './serve';
