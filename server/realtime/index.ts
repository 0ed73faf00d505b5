// The socket between browsers and labs.
export { createGateway, type Gateway } from './gateway';
export { type House, oneLab } from './tab';
