// Made by widgets/manifest.ts of union-widgets 0.4.2; do not edit.
import type { DetailedHTMLProps, HTMLAttributes } from 'react';
import type { UnionMarkup } from './elements.d.ts';

type Union = DetailedHTMLProps<HTMLAttributes<HTMLElement>, HTMLElement> & UnionMarkup;

declare module 'react' {
  namespace JSX {
    interface IntrinsicElements {
      'union-park-coverage': Union;
      'union-star-distribution': Union;
      'union-assistance-share': Union;
      'union-target': Union;
      'union-ranking': Union;
      'union-metric': Union;
      'union-map': Union;
    }
  }
}
