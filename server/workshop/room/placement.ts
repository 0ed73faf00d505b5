// Which broker each lab of the room lies at: chosen once, kept with the room before the lab is opened.
import type { Keeper } from './keeper';
import { labOf } from './state';

export interface Placement {
  /** The broker's id; SOMEWHERE for a lab of which only that it was opened is known; undefined for one that never was. */
  brokerOf(lab: string): string | undefined;
  /** Seats whose lab lies there, without what is being removed. */
  seatsAt(broker: string): number;
  /**
   * Keeps that the lab lies at `broker`, and answers where it lies: somebody else may have placed it meanwhile. Rejects when it can't be
   * kept, or when no seat wants that lab any more.
   */
  place(lab: string, broker: string): Promise<string>;
}

export function createPlacement(keeper: Keeper): Placement {
  return {
    brokerOf: (lab) => keeper.state.brokers[lab],
    seatsAt: (broker) =>
      Object.values(keeper.state.seats).filter((seat) => keeper.state.brokers[labOf(seat)] === broker).length,
    async place(lab, broker) {
      const step = await keeper.run({ kind: 'Place', lab, broker });
      if (!step.ok) throw new Error(`no seat has the lab ${lab} any more`);
      return step.state.brokers[lab] ?? broker;
    },
  };
}
