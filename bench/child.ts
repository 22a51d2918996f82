/** How a measuring process talks to the runner that forked it: its argument, its port, and its end. */
import type { Server } from 'node:http';
import type { Server as NetServer } from 'node:net';

/**
 * The one JSON argument of the process; its shape is the caller's promise, both sides being this folder. From here on the
 * process ends with the runner, however that ends.
 */
export function argument(): unknown {
  process.on('disconnect', () => process.exit(0));
  const text = process.argv[2];
  if (text === undefined) throw new Error('one JSON argument is expected');
  return JSON.parse(text);
}

/** Tells the runner which port the server got. */
export function announcePort(server: Server | NetServer): void {
  const address = server.address();
  if (address === null || typeof address === 'string') throw new Error('the server has no port');
  if (process.send === undefined) process.stdout.write(`listening on ${String(address.port)}\n`);
  else process.send({ port: address.port });
}

/** Hands the result to the runner, or prints it when there is none. */
export function deliver(result: object): void {
  if (process.send === undefined) {
    process.stdout.write(`${JSON.stringify(result)}\n`);
    return;
  }
  process.send(result, () => {
    process.disconnect();
  });
}
