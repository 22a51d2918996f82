/** Minds: words of thinking with those whose minds they are, which belief and hidden state have in common. */
import type { Reading } from '../reading';
import { companion, companionOf } from '../relate';

export function agents(reading: Reading): readonly number[] {
  return [...reading.names, ...reading.at('person')];
}

const OWNER_REACH = 5;

/** Whose mind it is: the agent before the word, or behind the auxiliary ("does Anne think"); -1 for I, you and nobody. */
export function ownerOf(reading: Reading, mind: number): number {
  const owner = companion(
    reading,
    mind,
    { before: OWNER_REACH, behind: 0 },
    (at) => reading.isAgent(at) || reading.is(at, 'firstSecond'),
  );
  return owner >= 0 && reading.is(owner, 'firstSecond') ? -1 : owner;
}

/** A question about what a third person thinks, knows or will look for: the owner and the word; null when none is asked. */
export function mindQuestion(reading: Reading): readonly number[] | null {
  for (let sentence = reading.sentenceCount - 1; sentence >= 0; sentence--) {
    if (!reading.isAsked(sentence)) continue;
    for (let word = reading.firstWord(sentence); word < reading.endWord(sentence); word++) {
      if (!reading.is(word, 'mind') && !reading.is(word, 'seek') && !reading.is(word, 'perceive')) continue;
      const owner = askedOwner(reading, word);
      if (owner >= 0) return [owner, word];
    }
  }
  return null;
}

/** Whose mind is asked about: an agent, or the "who" of "Who will look where?". */
function askedOwner(reading: Reading, mind: number): number {
  const owner = ownerOf(reading, mind);
  return owner >= 0 ? owner : companionOf(reading, mind, { before: 2, behind: 0 }, 'asker');
}
