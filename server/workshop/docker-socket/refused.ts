// An answer that is no: in the form that Docker's clients print after `Error response from daemon: `.

export class Refused extends Error {
  override name = 'Refused';

  constructor(
    readonly status: number,
    message: string,
  ) {
    super(message);
  }
}

/** What exists in Docker and not here. `what`: as the learner asked for it, e.g. `--privileged`. */
export const notInThisLab = (what: string): Refused => new Refused(403, `not in this lab: ${what}`);

/** The same words for a container of somebody else as for none at all. */
export const noSuchContainer = (ref: string): Refused => new Refused(404, `No such container: ${ref}`);
