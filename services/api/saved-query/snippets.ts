import type { Words } from '@union/schema/metrics/metric.ts';
import type { Reads } from './operation.ts';

/** A way to take the answer of a saved query into a notebook or a script. */
export type QuerySnippet = { readonly key: string; readonly name: Words; readonly code: string };

/** What stands in each address. */
export type SnippetOf = {
  readonly name: string;
  readonly reads: Reads;
  /** Address of this server as others reach it. */
  readonly base: string;
  /** A publication to hold fast to; undefined: always the current one. */
  readonly publicationId: string | undefined;
};

/** Code that runs as it stands; where rows of registers are read, the key comes from the environment variable UNION_KEY. */
export function snippetsOf({ name, reads, base, publicationId }: SnippetOf): readonly QuerySnippet[] {
  const pin = publicationId === undefined ? '' : `?publication=${encodeURIComponent(publicationId)}`;
  const json = `${base}/w/${name}${pin}`;
  const file = (form: string) => `${base}/export/saved/${name}.${form}${pin}`;
  const isKeyed = reads === 'registers';
  const curlKey = isKeyed ? ` -H "Authorization: Bearer $UNION_KEY"` : '';
  return [
    {
      key: 'curl',
      name: { zh: 'curl', en: 'curl' },
      code: `curl -fsS${curlKey} '${json}'
curl -fsS${curlKey} -o ${name}.csv '${file('plain.csv')}'`,
    },
    {
      key: 'typescript',
      name: { zh: 'TypeScript（Node 20 以上）', en: 'TypeScript, Node 20 or later' },
      code: `const response = await fetch('${json}'${
        isKeyed
          ? `, {
  headers: { authorization: \`Bearer \${process.env.UNION_KEY}\` },
}`
          : ''
      });
if (!response.ok) throw new Error(await response.text());
const { data } = await response.json();
console.log(JSON.stringify(data, null, 2));`,
    },
    {
      key: 'python',
      name: { zh: 'Python', en: 'Python' },
      code: `import json${isKeyed ? ', os' : ''}, urllib.request

request = urllib.request.Request("${json}"${isKeyed ? `, headers={"Authorization": "Bearer " + os.environ["UNION_KEY"]}` : ''})
with urllib.request.urlopen(request) as response:
    data = json.load(response)["data"]
print(json.dumps(data, ensure_ascii=False, indent=2))

# as a table, without any package:
# import csv, io
# request.full_url = "${file('plain.csv')}"
# table = list(csv.DictReader(io.TextIOWrapper(urllib.request.urlopen(request), "utf-8", newline="")))

# pandas:
# import pandas
# table = pandas.read_csv("${file('plain.csv')}"${isKeyed ? `, storage_options={"Authorization": "Bearer " + os.environ["UNION_KEY"]}` : ''})`,
    },
    {
      key: 'r',
      name: { zh: 'R', en: 'R' },
      code: isKeyed
        ? `connection <- url("${file('plain.csv')}", headers = c(Authorization = paste("Bearer", Sys.getenv("UNION_KEY"))))
table <- read.csv(connection, encoding = "UTF-8")
str(table)`
        : `table <- read.csv("${file('plain.csv')}", encoding = "UTF-8")
str(table)`,
    },
    {
      key: 'duckdb',
      name: { zh: 'DuckDB（命令行）', en: 'DuckDB, command line' },
      code: `curl -fsS${curlKey} -o ${name}.parquet '${file('parquet')}'
duckdb -c "select * from '${name}.parquet'"`,
    },
  ];
}
