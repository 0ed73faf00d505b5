'use client';
// The browser's only way to the lab. Implemented in lab-client.ts.
export { connectLab, onTerminalData, request } from './lab-client';
export {} from './sign-in';
export { typeIntoTerminal } from './terminal-input';
