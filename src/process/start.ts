/** `bursar start`: runs the service until a signal, and ends with the exit code that says why. */
import { settingsFromEnvironment } from '../config';
import { systemClock } from '../shared/clock';
import { createLog } from '../shared/log';
import { banner } from './banner';
import { faultOf } from './faults';
import { startService } from './service';

const say = (line: string): void => {
  process.stdout.write(`${line}\n`);
};

const STOP_SIGNALS = ['SIGTERM', 'SIGINT'] as const;

export async function start(): Promise<void> {
  try {
    const settings = settingsFromEnvironment();
    const log = createLog(settings.LOG_LEVEL);
    const service = await startService({ settings, clock: systemClock, log, say });
    say(banner(service, settings));
    await signalled();
    say('Stopping: finishing the calls under way …');
    await service.stop();
    say('Stopped.');
    process.exit(0);
  } catch (error) {
    const { sentence, exitCode } = faultOf(error);
    process.stderr.write(`${sentence}\n`);
    process.exit(exitCode);
  }
}

/** Resolves at the first signal; a second one ends the process at once, as impatient users expect. */
function signalled(): Promise<void> {
  return new Promise((resolve) => {
    for (const signal of STOP_SIGNALS) {
      process.once(signal, () => {
        for (const other of STOP_SIGNALS) process.once(other, () => process.exit(EXIT_INTERRUPTED));
        resolve();
      });
    }
  });
}

// 128 + SIGINT, as shells count.
const EXIT_INTERRUPTED = 130;
