import type { ViewKind } from '@union/access/display/views.ts';
import type { WallLanguage, WallTheme } from '@union/access/display/walls.ts';
import type { Page } from '@union/widgets/shared/page.ts';

/** What a screen gets: one wall, all of its views from one publication, in both languages. Plain JSON, every word made by the server. */
export type WallAnswer = {
  readonly wall: {
    readonly code: string;
    readonly name: string;
    /** The scope by its name; the id where the publication does not know it. */
    readonly scopeName: string;
    readonly language: WallLanguage;
    readonly theme: WallTheme;
  };
  readonly views: readonly WallView[];
  /** Null before the first publication. */
  readonly publication: { readonly id: string; readonly asOf: string; readonly publishedAt: string } | null;
  readonly freshness: {
    /** ISO instant at which the next publication is due; null before the first. */
    readonly deadline: string | null;
    readonly isStale: boolean;
    readonly reason: { readonly zh: string; readonly en: string } | null;
  };
  /** ISO instant from which the screen may show nothing. */
  readonly expiresAt: string;
  readonly timeZone: string;
  /** Names the page's own script; another than its own tells a screen to load itself anew. */
  readonly build: string;
};

export type WallView = {
  readonly kind: ViewKind;
  readonly seconds: number;
  /** One a metric, or one alone. */
  readonly parts: readonly WallPart[];
};

/** What one document says, or why it says nothing. */
export type WallPart =
  | { readonly pages: { readonly 'zh-CN': Page; readonly en: Page } }
  | { readonly refusal: { readonly code: string; readonly zh: string; readonly en: string } };
