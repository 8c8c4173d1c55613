import type { Briefing } from '@union/briefing/model/briefing.ts';
import { buildBriefing } from '@union/briefing/model/build-briefing.ts';
import type { Template } from '@union/briefing/template/template.ts';
import { addDays } from '@union/schema/calendar.ts';
import { comparePublicationIds } from '@union/warehouse/publication/publications.ts';
import type { Publication, Publications } from '@union/warehouse/publication/reader.ts';
import { InvalidVariables } from '../errors.ts';
import { choosePublication } from '../publication/pinned-publication.ts';
import { MonthNotPublished, PublicationOfOtherMonth } from './errors.ts';
import { readFacts } from './read-facts.ts';

export const formats = ['pdf', 'docx', 'json'] as const;
export type BriefingFormat = (typeof formats)[number];

/** A month that has figures, and the publication that speaks for it. */
export type PublishedMonth = { readonly month: string; readonly publicationId: string; readonly asOf: string };

/** Every month that a kept publication speaks of, the newest first: the last day of it, and of that the last publication. */
export function publishedMonths(publications: Publications): PublishedMonth[] {
  const months = new Map<string, PublishedMonth>();
  for (const { publicationId, asOf } of publications.list()) {
    const month = asOf.slice(0, 7);
    const known = months.get(month);
    if (!known || comparePublicationIds(known.publicationId, publicationId) < 0) {
      months.set(month, { month, publicationId, asOf });
    }
  }
  return [...months.values()].toSorted((a, b) => (a.month < b.month ? 1 : -1));
}

/**
 * The publication that a month's briefing is made of.
 * @param month `YYYY-MM`. @param pinned id of a publication of that month; the last one when absent.
 * @throws InvalidVariables, MonthNotPublished, PublicationOfOtherMonth, PublicationGone, PublicationNotFound
 */
export async function publicationOfMonth(
  publications: Publications,
  month: string,
  pinned: string | undefined,
): Promise<Publication> {
  if (!/^\d{4}-(0[1-9]|1[0-2])$/.test(month)) {
    const given = JSON.stringify(month.slice(0, 40));
    throw new InvalidVariables(
      `the month is YYYY-MM, such as 2026-10, not ${given}`,
      `月份写作 YYYY-MM，例如 2026-10，而不是 ${given}`,
    );
  }
  if (pinned !== undefined) {
    const publication = await choosePublication(publications, { pinned });
    if (publication.manifest.asOf.slice(0, 7) !== month) throw new PublicationOfOtherMonth(publication.id, month);
    return publication;
  }
  const months = publishedMonths(publications);
  const found = months.find((one) => one.month === month);
  const publication = found && (await publications.find({ id: found.publicationId }));
  if (publication) return publication;
  throw new MonthNotPublished(
    month,
    months.map((one) => one.month),
    lastDayOf(month),
  );
}

function lastDayOf(month: string): string {
  const [year = 0, number = 0] = month.split('-').map(Number);
  const next = number === 12 ? `${year + 1}-01-01` : `${year}-${`${number + 1}`.padStart(2, '0')}-01`;
  return addDays(next, -1);
}

export type BriefingOrder = {
  readonly scope: string;
  readonly template: Template;
  readonly timeZone: string;
  /** Address of this server as readers reach it; empty: links have none. */
  readonly base: string;
  readonly issue?: string | undefined;
};

/** The content of a scope's briefing, of one publication. @throws ScopeNotFound */
export async function makeBriefing(publication: Publication, order: BriefingOrder): Promise<Briefing> {
  const facts = await readFacts(publication, order.scope, order.timeZone);
  const language = order.template.language === 'en' ? '&lang=en' : '';
  const link = `${order.base}/briefing/${order.scope}/${facts.month}.pdf?publication=${publication.id}${language}`;
  return buildBriefing(facts, { template: order.template, issue: order.issue, link });
}
