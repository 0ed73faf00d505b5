/** What a probe's handler found. Upstream: pkg/probe/probe.go (1.20). A Warning counts as a success, and is told. */
export interface ProbeAnswer {
  result: 'Success' | 'Warning' | 'Failure';
  /** What the command wrote, the body of the answer, or why there was none. */
  output: string;
}
