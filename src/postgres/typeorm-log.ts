/** What TypeORM has to say, in our log; without this it writes to the console. */
import { AbstractLogger, type LogLevel, type LogMessage } from 'typeorm';
import { type Log } from '../shared/log';

export class TypeOrmLog extends AbstractLogger {
  constructor(private readonly target: Log) {
    super(['warn', 'migration']);
  }

  protected writeLog(level: LogLevel, said: LogMessage | string | number | (LogMessage | string | number)[]): void {
    for (const { message } of this.prepareLogMessages(said)) {
      // A failure is thrown too, and told by whoever catches it.
      this.target[level === 'warn' ? 'warn' : 'debug']({ from: 'typeorm' }, String(message));
    }
  }
}
