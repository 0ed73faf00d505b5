'use client';
// The browser's only way to the lab. Implemented in lab-client.ts.
export { askRoom, connectLab, onTerminalData, request } from './lab-client';
export { typeIntoTerminal } from './terminal-input';
