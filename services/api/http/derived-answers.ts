import { type Answer, answerOf } from './byte-cache.ts';

/** What was made from an answer, kept as long as the answer itself is. */
const kept = new WeakMap<Answer, Map<string, Answer>>();

/** Another representation of `answer`, made once a key. */
export function derived(answer: Answer, key: string, make: () => string): Answer {
  const made = kept.get(answer) ?? new Map<string, Answer>();
  kept.set(answer, made);
  const one = made.get(key) ?? answerOf(answer.publicationId, Buffer.from(make()));
  made.set(key, one);
  return one;
}
