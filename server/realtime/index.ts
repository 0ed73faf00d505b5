// The socket between browsers and the lab.
export { createGateway } from './gateway';
