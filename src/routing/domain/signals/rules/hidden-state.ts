/** Hidden state: who saw which change, and where things are after they have changed hands. */
import type { Reading, Span } from '../reading';
import { around, behind, companion, companionOf, companionsOf, countDistinct, evidence } from '../relate';
import { agents, mindQuestion, ownerOf } from './minds';
import { CLAUSE_WORDS, countRecurring } from './parties';

/** A change that not all of at least two agents have seen, and a question about what one of them thinks or will do. */
export function multiAgentHiddenState(reading: Reading): readonly Span[] | null {
  return unseenChange(reading) ?? mutualSight(reading) ?? differentKnowledge(reading);
}

function unseenChange(reading: Reading): readonly Span[] | null {
  const unseen = unseenBy(reading);
  if (unseen < 0) return null;
  const change = reading.at('change').find((word) => word !== unseen) ?? talkOfThird(reading);
  const asked = change === undefined ? null : mindQuestion(reading);
  if (change === undefined || asked === null || !areSeveral(reading)) return null;
  return evidence(reading, [unseen, change, ...asked]);
}

/** Among three or more, talk is a change too: who was away has not heard it. The last of their names, if they are so many. */
function talkOfThird(reading: Reading): number | undefined {
  return countDistinct(reading, reading.names) >= 3 ? reading.names.at(-1) : undefined;
}

/** Somebody is away, or sees or does not see: the word that says so; -1 when nobody is. */
function unseenBy(reading: Reading): number {
  const found = [...reading.at('absent'), ...reading.at('perceive')].find(
    (word) => companion(reading, word, { before: 8, behind: 5 }, (at) => reading.isAgent(at)) >= 0,
  );
  return found ?? -1;
}

const areSeveral = (reading: Reading): boolean => countDistinct(reading, agents(reading)) >= 2;

/** "Each can see the others' hats but not their own": what one knows hangs on what the others know. */
function mutualSight(reading: Reading): readonly Span[] | null {
  for (const word of reading.at('own')) {
    const sees = companionOf(reading, word, around(25, 1), 'perceive');
    const others = companion(reading, word, around(25, 1), (at) => reading.is(at, 'others'));
    const knows = reading.at('mind')[0] ?? reading.at('speech')[0];
    if (sees >= 0 && others >= 0 && knows !== undefined && reading.asksAnything)
      return evidence(reading, [word, sees, others, knows]);
  }
  return null;
}

/** With this many who know, of whom one knows less, it must be kept apart who knows what. */
const MIN_KNOWERS = 3;

/** Three or more who each saw, heard or know something, a lack of it, and a question for what each of them makes of it. */
function differentKnowledge(reading: Reading): readonly Span[] | null {
  if (reading.at('heard').length < MIN_KNOWERS) return null;
  const knowing = reading.at('heard').filter((word) => ownerOf(reading, word) >= 0);
  const lacking = knowing.find((word) => companionOf(reading, word, around(6), 'lacks') >= 0);
  if (lacking === undefined) return null;
  const knowers = knowing.map((word) => ownerOf(reading, word));
  if (countDistinct(reading, knowers) < MIN_KNOWERS) return null;
  const asked = questionOfEach(reading);
  return asked === null ? null : evidence(reading, [...knowing, lacking, ...asked]);
}

/** "who thinks what", "what does each of them do": two words for whom and what, beside a word of mind or deed, in one sentence. */
function questionOfEach(reading: Reading): readonly number[] | null {
  for (const word of [...reading.at('mind'), ...reading.at('seek'), ...reading.at('speech'), ...reading.at('modal')]) {
    const pair = companionsOf(reading, word, [
      ['whatEach', around(10)],
      ['whatEach', around(10)],
    ]);
    if (pair !== null) return pair;
  }
  return mindQuestion(reading);
}

/** Things that change hands or places this often can no longer be followed at a glance. */
const MIN_TRANSFERS = 3;

/** Several transfers in clauses of their own, and a question for who or what is where in the end. */
export function entityStateTracking(reading: Reading): readonly Span[] | null {
  const transfers = thirdPersonTransfers(reading);
  if (transfers.length < MIN_TRANSFERS || !hangTogether(reading, transfers)) return null;
  const asked = finalStateQuestion(reading, transfers);
  return asked < 0 ? null : evidence(reading, [...transfers.slice(0, MIN_TRANSFERS), asked]);
}

/** What was moved is moved again, or each is a step of a list of orders: "Swap … Turn … Flip …". */
const hangTogether = (reading: Reading, transfers: readonly number[]): boolean =>
  countRecurring(reading, transfers, 'transfer') >= MIN_TRANSFERS - 1 ||
  transfers.filter((word) => reading.firstWord(reading.sentenceOf(word)) === word).length >= MIN_TRANSFERS;

function thirdPersonTransfers(reading: Reading): readonly number[] {
  const kept: number[] = [];
  for (const word of [...reading.at('transfer'), ...reading.at('further')].sort((a, b) => a - b)) {
    const last = kept.at(-1);
    if (last === undefined ? reading.is(word, 'further') : word - last < CLAUSE_WORDS) continue;
    if (reading.isAsked(reading.sentenceOf(word))) continue;
    if (companion(reading, word, { before: 3, behind: 0 }, (at) => reading.is(at, 'firstSecond')) < 0) kept.push(word);
  }
  return kept;
}

/** The word that asks, before or after all transfers, for the state in the end; -1 when an amount or nothing is asked. */
function finalStateQuestion(reading: Reading, transfers: readonly number[]): number {
  if (reading.has('howMany')) return -1;
  const first = reading.sentenceOf(transfers[0] ?? 0);
  const last = reading.sentenceOf(transfers.at(-1) ?? 0);
  for (let sentence = 0; sentence < reading.sentenceCount; sentence++) {
    const asked = sentence < first ? reading.isAsked(sentence) : sentence >= last;
    const found = asked ? stateAskedIn(reading, sentence) : -1;
    if (found >= 0) return found;
  }
  return -1;
}

function stateAskedIn(reading: Reading, sentence: number): number {
  const first = reading.firstWord(sentence);
  if (isStateAsked(reading, first)) return first;
  const asks = reading.isAsked(sentence) ? 'where' : 'atTheEnd';
  for (let word = first; word < reading.endWord(sentence); word++) {
    if (reading.is(word, 'firstSecond')) return -1;
    if (reading.is(word, asks) && companionOf(reading, word, around(14), 'holds') >= 0) return word;
  }
  return -1;
}

/** "what's in cup 2 now", "List the cards from left to right": asked without a question mark. */
const isStateAsked = (reading: Reading, first: number): boolean =>
  reading.is(first, 'solve') && companionOf(reading, first, behind(14), 'holds') >= 0;
