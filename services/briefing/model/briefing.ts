import type { Scene } from '../chart/scene.ts';
import type { BriefingLanguage } from '../template/template.ts';

/** A number or a name that a text holds, and what it is of. */
export type Value = {
  readonly text: string;
  /** Id of the metric; absent for what is of none. */
  readonly metric?: string;
  /** Id of the scope. */
  readonly scope?: string;
  /** What of it: `value`, `need`, `pathValue`, … as GraphQL calls it; `name`, `count`, `day` for the rest. */
  readonly field: string;
};

/** A text and every value that stands in it. */
export type Said = { readonly text: string; readonly values: readonly Value[] };

/** A sentence of a template with its values. */
export type Sentence = Said & { readonly key: string };

export type Align = 'left' | 'right' | 'center';

export type Column = {
  readonly name: string;
  /** Share of the table's width, in parts. */
  readonly width: number;
  readonly align: Align;
};

export type Block =
  | { readonly kind: 'heading'; readonly level: 1 | 2; readonly text: string }
  | { readonly kind: 'paragraph'; readonly role: 'body' | 'note'; readonly sentences: readonly Sentence[] }
  | {
      readonly kind: 'table';
      readonly id: string;
      readonly caption: string;
      readonly columns: readonly Column[];
      /** The first cell heads its row. */
      readonly rows: readonly (readonly Said[])[];
    }
  | {
      readonly kind: 'chart';
      readonly id: string;
      readonly caption: string;
      readonly alt: string;
      readonly scene: Scene;
    }
  /** What follows begins on a new page. */
  | { readonly kind: 'page' };

/** A briefing, ready to be written: every word and number of it, in order. PDF and DOCX only lay it out. */
export type Briefing = {
  readonly language: BriefingLanguage;
  readonly month: string;
  readonly scope: { readonly id: string; readonly name: string };
  readonly publication: { readonly id: string; readonly asOf: string; readonly publishedOn: string };
  /** The template that it was worded by. */
  readonly template: { readonly name: string; readonly sha256: string };
  readonly issuer: string;
  readonly masthead: string;
  readonly number: string;
  readonly title: string;
  readonly date: string;
  readonly addressee: string;
  readonly header: string;
  readonly signature: string;
  /** The address that makes it anew. */
  readonly link: string;
  readonly blocks: readonly Block[];
};
