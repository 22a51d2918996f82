/** `bursar policy …`: reads JSON lines on standard input and answers each with one; needs neither settings nor stores. */
import type { Command } from 'commander';
import { answerLine, POLICY_TOOLS } from '../routing';
import { inputLines, sayEach } from './standard-streams';

type PolicyTool = keyof typeof POLICY_TOOLS;

export function addPolicyCommands(bursar: Command): void {
  const policy = bursar
    .command('policy')
    .description('the policy language, one JSON line after the other on standard input');
  for (const [tool, { does }] of Object.entries(POLICY_TOOLS))
    policy
      .command(tool)
      .description(does)
      .action(() => sayEach(answers(tool as PolicyTool)));
}

async function* answers(tool: PolicyTool): AsyncGenerator<string> {
  for await (const line of inputLines()) yield JSON.stringify(answerLine(tool, line));
}
