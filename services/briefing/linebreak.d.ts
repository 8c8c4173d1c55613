/** The line breaking of Unicode (UAX #14); the package brings no types. */
declare module 'linebreak' {
  export default class LineBreaker {
    constructor(text: string);
    /** The next place where a line may end, `required` where it must; null at the end. */
    nextBreak(): { readonly position: number; readonly required: boolean } | null;
  }
}
