import { type Kysely, sql } from 'kysely';

/** Union funds: versioned charts of accounts, ledger lines, and the named rules that say what counts as frontline. */
export async function up(db: Kysely<unknown>): Promise<void> {
  await sql`
    create table account_chart (
      chart_code text primary key check (chart_code ~ '^[0-9A-Z-]{2,32}$'),
      name text not null,
      valid_from date not null,
      valid_to date check (valid_to > valid_from),
      import_id bigint references import,
      recorded_at timestamptz not null default now()
    );
    create index account_chart_import on account_chart (import_id);

    create table ledger_account (
      chart_code text not null references account_chart on delete cascade,
      account_code text not null check (account_code ~ '^[0-9]{3,9}$'),
      name text not null,
      side text not null check (side in ('income', 'spending')),
      is_transfer_down boolean not null default false,
      import_id bigint references import,
      recorded_at timestamptz not null default now(),
      primary key (chart_code, account_code),
      check (not is_transfer_down or side = 'spending')
    );
    comment on column ledger_account.is_transfer_down is '506 补助下级支出: money that reaches another union, not yet spent on anyone.';
    create index ledger_account_import on ledger_account (import_id);

    create table ledger_line (
      ledger_line_id bigint generated always as identity primary key,
      union_id bigint references trade_union,
      federation_code text references federation,
      voucher_no text not null,
      line_no integer not null check (line_no >= 1),
      posted_on date not null,
      chart_code text not null,
      account_code text not null,
      amount_cents bigint not null check (amount_cents <> 0),
      fund_source text not null default 'union_funds' check (fund_source in
        ('union_funds', 'upper_subsidy', 'government', 'donation', 'administration', 'other')),
      purpose text,
      beneficiary_class text not null default 'unclassified' check (beneficiary_class in
        ('frontline', 'hardship', 'cadre', 'all_members', 'union_self', 'unclassified')),
      counterparty_union_id bigint references trade_union,
      counterparty_federation_code text references federation,
      reverses_voucher_no text,
      import_id bigint references import,
      recorded_at timestamptz not null default now(),
      foreign key (chart_code, account_code) references ledger_account,
      constraint ledger_line_one_holder check (num_nonnulls(union_id, federation_code) = 1),
      constraint ledger_line_one_counterparty check (num_nonnulls(counterparty_union_id, counterparty_federation_code) <= 1),
      constraint ledger_line_key unique nulls not distinct (union_id, federation_code, voucher_no, line_no)
    );
    comment on table ledger_line is
      'One line of one voucher of a grassroots union or a federation. amount_cents: hundredths of a yuan, negative for a red-letter reversal (冲销).';
    create index ledger_line_federation on ledger_line (federation_code);
    create index ledger_line_import on ledger_line (import_id);

    create table frontline_rule (
      rule_code text primary key check (rule_code ~ '^[0-9A-Z-]{2,32}$'),
      name text not null,
      approved_by text not null,
      valid_from date not null,
      valid_to date check (valid_to > valid_from),
      import_id bigint references import,
      recorded_at timestamptz not null default now()
    );
    comment on table frontline_rule is 'A named, versioned rule of what counts as spending on workers (向一线倾斜). The default is of domain 2.7.';
    create index frontline_rule_import on frontline_rule (import_id);

    create table frontline_rule_account (
      rule_code text not null references frontline_rule on delete cascade,
      chart_code text not null,
      account_code text not null,
      counts_as text not null check (counts_as in ('direct', 'hardship_or_warmth', 'spending_only')),
      import_id bigint references import,
      recorded_at timestamptz not null default now(),
      primary key (rule_code, chart_code, account_code),
      foreign key (chart_code, account_code) references ledger_account
    );
    comment on column frontline_rule_account.counts_as is
      'direct: for workers; hardship_or_warmth: direct, and frontline unless tagged cadre; spending_only: in the denominator alone. The longest account_code that begins a line''s code decides.';
    create index frontline_rule_account_import on frontline_rule_account (import_id);
  `.execute(db);
}
