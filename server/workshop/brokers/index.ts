// The brokers of a room, for the process that speaks HTTP.
export { type BrokerStanding, connectBrokers } from './connect-brokers';
