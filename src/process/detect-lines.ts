/** `bursar detect`: the signal detector over JSON lines, for trying it on one's own prompts without a server. */
import { z } from 'zod';
import { detect, escalates, type FiredRule, questionOf } from '../routing';

/** What the detector says of a prompt. No signal is not "simple": `tier` is then null, not the cheapest. */
interface Detection {
  readonly score: number;
  readonly fired: readonly FiredRule[];
  readonly tier: 'deep_reasoning' | null;
}

/** What is said of a line that is no request. */
interface BadLine {
  readonly error: { readonly line: number; readonly problem: string };
}

const REQUEST = z.object({ prompt: z.string() });

/** One for each line of input but empty ones, in order. */
export async function* detectLines(lines: AsyncIterable<string>): AsyncGenerator<Detection | BadLine> {
  let line = 0;
  for await (const text of lines) {
    line++;
    if (text.trim() !== '') yield detection(text, line);
  }
}

function detection(text: string, line: number): Detection | BadLine {
  const prompt = promptOf(text);
  if (prompt === null)
    return { error: { line, problem: 'is no JSON object with the text member "prompt": write {"prompt": "…"}' } };
  const question = questionOf([{ role: 'user', content: prompt }]);
  if (question === null) return { score: 0, fired: [], tier: null };
  const signals = detect(question);
  return { ...signals, tier: escalates(signals) ? 'deep_reasoning' : null };
}

function promptOf(text: string): string | null {
  try {
    return REQUEST.safeParse(JSON.parse(text)).data?.prompt ?? null;
  } catch {
    return null;
  }
}
