// The room of a workshop, for the process that speaks HTTP.
export { RoomUnreadable } from './file';
export { metricsText } from './metrics';
export { freshRoom, openRoom, type Room, type RoomOptions } from './open-room';
export type { Placement } from './placement';
export { SOMEWHERE } from './state';
export type { SeatLabs } from './tabs';
export { hashSecret } from './trainer-secret';
