/** Parses a JSON body; a syntax error names the position. */
import { BursarError } from '../shared/errors';
import { jsonFaultAt } from './json-fault';

/** @throws BursarError `invalid_json` */
export function parseJsonBody(text: string): unknown {
  try {
    return JSON.parse(text) as unknown;
  } catch (error) {
    throw new BursarError('invalid_json', syntaxProblem(text, error), { cause: error });
  }
}

function syntaxProblem(text: string, error: unknown): { position: number; problem: string } {
  const message = error instanceof Error ? error.message : 'unreadable';
  // V8 says where in most of its messages; the excerpt that it adds to the others may hold a prompt, so it is cut.
  const position = /at position (\d+)/.exec(message)?.[1];
  const problem = message.replace(/(,? ?"[^]*" is not valid JSON| in JSON at position.*|,? ?\.\.\.[^]*)$/, '');
  return { position: position === undefined ? jsonFaultAt(text) : Number(position), problem };
}
