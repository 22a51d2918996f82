/**
 * A text of one piece, over and over: a string of its own, as the parser of a body makes it. The slice of a longer string,
 * which `slice` gives, is read three times as slowly.
 */
export function filled(piece: string, chars: number): string {
  const slice = piece.repeat(Math.ceil(chars / piece.length)).slice(0, chars);
  return JSON.parse(JSON.stringify(slice)) as string;
}
