// Made by widgets/manifest.ts of union-widgets 0.4.2; do not edit.
import type { DefineComponent } from 'vue';
import type { UnionMarkup } from './elements.d.ts';

declare module 'vue' {
  interface GlobalComponents {
    'union-park-coverage': DefineComponent<UnionMarkup>;
    'union-star-distribution': DefineComponent<UnionMarkup>;
    'union-assistance-share': DefineComponent<UnionMarkup>;
    'union-target': DefineComponent<UnionMarkup>;
    'union-ranking': DefineComponent<UnionMarkup>;
    'union-metric': DefineComponent<UnionMarkup>;
    'union-map': DefineComponent<UnionMarkup>;
  }
}
