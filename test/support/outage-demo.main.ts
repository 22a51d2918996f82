/** `npm run demo:outage`: exits with 0 when no call failed. */
import { showOutage } from './outage-demo';

const FAULT_MS = 6000;
const CALLERS = 6;

const stopping = new AbortController();
process.once('SIGINT', () => {
  stopping.abort();
});

showOutage({ faultMs: FAULT_MS, callers: CALLERS, say: console.log, stopped: stopping.signal }).then(
  ({ answered, failed }) => {
    console.log(`${answered} calls answered, ${failed} failed`);
    process.exitCode = failed === 0 ? 0 : 1;
  },
  (error: unknown) => {
    if (!stopping.signal.aborted) console.error(error);
    process.exitCode = stopping.signal.aborted ? 130 : 1;
  },
);
