// What the workshop's broker uses of the seats.
export { workshopPodSecurity } from './seat/pod-security';
export { DEFAULT_SEAT_LIMITS } from './seat/seat-lab';
export { workshopSeats } from './seats';
