export { NotShared, openShared, type Shared, type SharedOptions } from './open-shared';
