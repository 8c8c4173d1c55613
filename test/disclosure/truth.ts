import type { Grant, Registers } from './federation.ts';

/** The day on which a payment counts. */
const countedOn = ({ day, known }: Grant) => known ?? day;

/** Counts what figures count, plainly, from the rows of the registers alone. */
export class Truth {
  readonly registers: Registers;
  private readonly regionParents: ReadonlyMap<string, string>;

  /** @param regionParents region above each region. */
  constructor(registers: Registers, regionParents: ReadonlyMap<string, string>) {
    this.registers = registers;
    this.regionParents = regionParents;
  }

  /** The federations whose payments and files count in a scope. */
  members(scopeId: string): string[] {
    const [kind, code = ''] = scopeId.split(':');
    const { federations } = this.registers;
    const parents = new Map(federations.map((federation) => [federation.code, federation.parent]));
    const isBeneath = (from: string | null | undefined, up: (code: string) => string | null | undefined): boolean =>
      from != null && (from === code || isBeneath(up(from), up));
    return federations
      .filter((federation) =>
        kind === 'federation'
          ? isBeneath(federation.code, (at) => parents.get(at))
          : isBeneath(federation.region, (at) => this.regionParents.get(at)),
      )
      .map((federation) => federation.code);
  }

  /** Distinct households that federations paid from one day to another, both included. */
  householdsPaid(members: readonly string[], from: string, until: string): number {
    const paid = this.registers.grants.filter(
      (grant) =>
        grant.household !== null &&
        members.includes(grant.federation) &&
        countedOn(grant) >= from &&
        countedOn(grant) <= until,
    );
    return new Set(paid.map(({ household }) => household)).size;
  }

  payments(members: readonly string[], from: string, until: string): number {
    return this.registers.grants.filter(
      (grant) => members.includes(grant.federation) && countedOn(grant) >= from && countedOn(grant) <= until,
    ).length;
  }

  /** Files that federations keep: those open on a day of a period, and those paid on such a day. */
  coverage(members: readonly string[], from: string, until: string): { files: number; counted: number } {
    const open = this.registers.files.filter(
      (file) =>
        members.includes(file.federation) && file.opened <= until && (file.closed === null || file.closed > from),
    );
    const counted = open.filter((file) => {
      const own = this.registers.grants.filter(
        ({ household, day }) =>
          household === file.id && day >= file.opened && (file.closed === null || day < file.closed),
      );
      return own.some((grant) => {
        const sameDay = own.filter(({ day }) => day === grant.day);
        const stands = sameDay.reduce((count, { cents }) => count + Math.sign(cents), 0) > 0;
        const first = sameDay.map(countedOn).toSorted()[0] as string;
        return stands && first >= from && first <= until;
      });
    });
    return { files: open.length, counted: counted.length };
  }

  /** Files open for a whole window, and those visited in it; programme null: those that nobody visited until its end. */
  visits(
    members: readonly string[],
    from: string,
    until: string,
    programme: string | null,
  ): { files: number; counted: number } {
    const open = this.registers.files.filter(
      (file) =>
        members.includes(file.federation) && file.opened <= from && (file.closed === null || file.closed > until),
    );
    const counted = open.filter(({ id }) => {
      const own = this.registers.visits.filter(({ household, day }) => household === id && day <= until);
      if (programme === null) return own.length === 0;
      return own.some((visit) => visit.programme === programme && visit.day >= from);
    });
    return { files: open.length, counted: counted.length };
  }
}
