/** Something wrote more characters than any line of ours has, and no end of a line. */
export class LineTooLong extends Error {
  override readonly name = 'LineTooLong';
}

/** The lines of a text that comes in pieces, the last one also without an end. @throws LineTooLong */
export async function* linesOf(
  texts: AsyncIterable<string>,
  mostCharacters = Number.POSITIVE_INFINITY,
): AsyncGenerator<string> {
  let begun: string[] = [];
  let length = 0;
  for await (const text of texts) {
    const [first = '', ...others] = text.split('\n');
    begun.push(first);
    length += first.length;
    if (length > mostCharacters) throw new LineTooLong(`A line has more than ${mostCharacters} characters.`);
    const last = others.pop();
    if (last === undefined) continue;
    yield begun.join('');
    yield* others;
    begun = [last];
    length = last.length;
  }
  if (length > 0) yield begun.join('');
}
