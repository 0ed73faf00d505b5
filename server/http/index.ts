// The edge in front of Next: who may ask for what.
export { createEdge, type Edge, HTTP_LIMITS } from './edge';
export { createSessionStore } from './sessions';
