/** Stage `detect_signals`: whether the last user turn asks for advanced reasoning. */
import { detect, questionOf } from '../../routing';
import type { AdmittedCall } from '../call';

export function detectSignals(call: AdmittedCall): AdmittedCall {
  const question = questionOf(call.chat.messages);
  return question === null ? call : { ...call, facts: { ...call.facts, signals: detect(question) } };
}
