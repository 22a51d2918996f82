/** What the supervisor and the engine process say to each other over the IPC channel. */

/** The password travels here, and not in arguments or environment that other users of the machine can read. */
export interface StartMessage {
  readonly type: 'start';
  readonly dataDir: string;
  /** 0 takes a free one. */
  readonly port: number;
  readonly username: string;
  readonly password: string;
  readonly memoryCapBytes: number;
  readonly poolSize: number;
  readonly priority: Priority;
}

/** `idle`: takes only what nobody else on the machine wants. */
export type Priority = 'idle' | 'normal';

export type ToEngine = StartMessage | { readonly type: 'stop' };

export type FromEngine =
  | { readonly type: 'listening'; readonly port: number; readonly version: string }
  | { readonly type: 'failed'; readonly reason: string };
