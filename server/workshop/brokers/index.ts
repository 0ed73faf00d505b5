// The brokers of a room, for the process that speaks HTTP.
export { type BrokerStanding, type Brokers, connectBrokers } from './connect-brokers';
