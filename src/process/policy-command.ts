/** `bursar policy …`: reads JSON lines on standard input and answers each with one; needs neither settings nor stores. */
import { createInterface } from 'node:readline/promises';
import { Readable } from 'node:stream';
import { pipeline } from 'node:stream/promises';
import type { Command } from 'commander';
import { answerLine, POLICY_TOOLS } from '../routing';

type PolicyTool = keyof typeof POLICY_TOOLS;

export function addPolicyCommands(bursar: Command): void {
  const policy = bursar
    .command('policy')
    .description('the policy language, one JSON line after the other on standard input');
  for (const [tool, { does }] of Object.entries(POLICY_TOOLS))
    policy
      .command(tool)
      .description(does)
      .action(() => answerAll(tool as PolicyTool));
}

async function answerAll(tool: PolicyTool): Promise<void> {
  try {
    await pipeline(Readable.from(answers(tool)), process.stdout, { end: false });
  } catch (error) {
    // Whoever reads has seen enough (`| head -1`).
    if ((error as NodeJS.ErrnoException).code !== 'EPIPE') throw error;
  }
}

async function* answers(tool: PolicyTool): AsyncGenerator<string> {
  for await (const line of createInterface({ input: process.stdin }))
    yield `${JSON.stringify(answerLine(tool, line))}\n`;
}
