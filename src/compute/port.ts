// Where heavy work runs. A job is a module whose default export is a function of one structured-cloneable input.

export interface Compute {
  /** How many jobs run at once. */
  readonly workersMax: number
  /**
   * Runs the default export of the module at `job` on `input`, away from the caller's thread.
   * Rejects with a Fault: JOB_FAILED (it threw; the cause's own code is kept where it is a Fault), JOB_CRASHED (its worker died), JOB_TIMEOUT.
   */
  run<Input, Output>(job: URL, input: Input, options?: JobOptions): Promise<Output>
  close(): Promise<void>
}

export interface JobOptions {
  /** After this long the worker is ended and the job rejects with JOB_TIMEOUT. */
  readonly timeoutMs?: number
  /** 0 to 19: how far it stands behind other work where the system can lower single threads (Linux); elsewhere it is left out. Default 0. */
  readonly niceness?: number
}

/** The shape of a job module's default export. */
export type Job<Input, Output> = (input: Input) => Output | Promise<Output>
