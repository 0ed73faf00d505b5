// The room of a workshop, for the process that speaks HTTP.
export { RoomUnreadable } from './file';
export { metricsText } from './metrics';
export { openRoom, type Room } from './open-room';
export type { Placement } from './placement';
export { SOMEWHERE } from './state';
export type { SeatLabs } from './tabs';
export { hashSecret } from './trainer-secret';
