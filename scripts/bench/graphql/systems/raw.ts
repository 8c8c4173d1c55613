import Fastify from 'fastify';
import pg from 'pg';

/**
 * The limit: hand-written SQL giving the whole answer as text, over bare Fastify, with named statements:
 * `raw.ts <database url>`. Answers have the form of our server's. Prints its URL.
 */
const [connectionString] = process.argv.slice(2) as [string];
const pool = new pg.Pool({ connectionString, max: 8 });

const statements: Record<
  string,
  { text: string; values: (variables: Record<string, string | undefined>) => unknown[] }
> = {
  nested: {
    values: ({ town }) => [town],
    text: `select json_build_object('parks', json_build_object('edges', coalesce(json_agg(row_to_json(e)), '[]')))::text as data from (
      select row_to_json(n) as node from (
        select p.park_code as code, p.name, (
          select json_build_object('edges', coalesce(json_agg(row_to_json(ue)), '[]')) from (
            select row_to_json(un) as node from (
              select u.union_code as code, u.name, upper(u.org_type) as "orgType", u.approved_on as "approvedOn",
                (select row_to_json(g) from (select name from region where region_code = u.region_code) g) as region, (
                  select json_build_object('edges', coalesce(json_agg(row_to_json(le)), '[]')) from (
                    select row_to_json(ln) as node from (
                      select upper(kind) as kind, valid_from as "validFrom", evidence from coverage_link
                      where union_id = u.union_id order by valid_from desc, coverage_link_id desc limit 3
                    ) ln
                  ) le
                ) as coverage
              from (select * from trade_union where park_code = p.park_code order by union_code limit 20) u
            ) un
          ) ue
        ) as unions
        from (
          select park_code, name from park where region_code in (
            with recursive within (code) as (select $1::text union select r.region_code from region r join within w on r.parent_code = w.code)
            select code from within
          ) order by park_code limit 20
        ) p
      ) n
    ) e`,
  },
  single: {
    values: ({ code }) => [code],
    text: `select json_build_object('union', (select row_to_json(u) from (
      select union_code as code, name, upper(org_type) as "orgType", approved_on as "approvedOn", approval_no as "approvalNo", upper(chair_kind) as "chairKind"
      from trade_union where union_code = $1) u))::text as data`,
  },
  page: {
    values: ({ park, after }) => [park, after === undefined ? '' : Buffer.from(after, 'base64').toString().slice(1)],
    text: `select json_build_object('unions', json_build_object('edges', coalesce(json_agg(json_build_object('cursor', cursor, 'node', node) ) filter (where no <= 100), '[]'),
        'pageInfo', json_build_object('hasNextPage', count(*) > 100, 'endCursor', max(cursor) filter (where no = 100))))::text as data from (
      select row_number() over () as no, replace(encode('\\x00'::bytea || textsend(union_code), 'base64'), chr(10), '') as cursor, (
        select row_to_json(n) from (select u.union_code as code, u.name, u.approved_on as "approvedOn",
          (select row_to_json(k) from (select name from park where park_code = u.park_code) k) as park) n) as node
      from (select union_code, name, approved_on, park_code from trade_union where park_code = $1 and org_type = 'single' and union_code > $2 order by union_code limit 101) u
    ) e`,
  },
  aggregate: {
    values: ({ park }) => [park],
    text: `select json_build_object('unions', json_build_object('totalCount', (select count(*) from trade_union where park_code = $1 and org_type = 'single')))::text as data`,
  },
};

const app = Fastify();
app.post<{ Body: { query: string; variables: Record<string, string> } }>('/graphql', async ({ body }, reply) => {
  const statement = statements[body.query];
  if (!statement) return reply.code(400).send();
  const { rows } = await pool.query({
    name: body.query,
    text: statement.text,
    values: statement.values(body.variables),
  });
  return reply.type('application/json; charset=utf-8').send(`{"data":${rows[0].data}}`);
});
console.log(await app.listen({ port: 0, host: '127.0.0.1' }));
