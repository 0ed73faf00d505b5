// Two processes: the one that speaks HTTP, and the one that holds engine, kubelets and shells.
export { brokerIdIn } from './broker-id';
export { type BrokerClient, connectBroker } from './connect';
export type { Capacity } from './messages';
export { type BrokerLabs, serveBroker } from './serve';
