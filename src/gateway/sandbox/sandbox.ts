/** The built-in provider while the process runs: on unless production or the setting says otherwise. */
import type { Settings } from '../../config';
import { SandboxServer } from './sandbox-server';

/** Nest's token for the sandbox; null when it is off. */
export const SANDBOX = Symbol('sandbox');

export async function startSandbox(settings: Settings): Promise<SandboxServer | null> {
  const on = settings.BURSAR_SANDBOX ?? settings.NODE_ENV !== 'production';
  return on ? SandboxServer.start() : null;
}
