// What the workshop's processes use of the seats.

export { type DockerSocketOptions, openDockerSocket, type SocketSeat } from './docker-socket';
export { closeHostToSeats, FIREWALL_COMMAND } from './seat/firewall';
export { openSeatLab } from './seat/open-seat-lab';
export { workshopPodSecurity } from './seat/pod-security';
export {
  DEFAULT_SEAT_LIMITS,
  type OpenSeatLab,
  type SeatLab,
  type SeatLabOptions,
  type SeatLimits,
  type SeatUsage,
} from './seat/seat-lab';
export { workshopSeats } from './seats';
