/** `x_bursar` in the bytes of an event that ends a passing stream: inside its response, where the SDKs keep it. */
import { membersOf } from '../../domain/json-members';
import { appendMember } from '../../domain/splice';

const BRACE = 0x7b;

/**
 * @param event a whole server-sent event whose data is valid JSON on one line
 * @param extension JSON text
 * @returns the event as it was where it holds no response
 */
export function extendTerminal(event: Buffer, extension: string): Buffer {
  const json = event.indexOf(BRACE);
  const response = json < 0 ? undefined : membersOf(event, json).find(({ key }) => key === 'response');
  if (response === undefined || event[response.valueStart] !== BRACE) return event;
  const { valueStart, end } = response;
  if (membersOf(event, valueStart).length === 0) return event;
  const extended = appendMember(event.subarray(valueStart, end), 'x_bursar', extension);
  return Buffer.concat([event.subarray(0, valueStart), extended, event.subarray(end)]);
}
