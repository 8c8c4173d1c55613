import { Agent, request } from 'node:http';

/** A request that is sent again and again. */
export type Shot = {
  readonly method: 'GET' | 'POST';
  readonly path: string;
  readonly headers: Record<string, string>;
  readonly body?: string;
};

/** Sends one request. @throws when the answer is not of the status expected. */
export function send(url: string, agent: Agent, shot: Shot, status = 200): Promise<Buffer> {
  return new Promise((resolve, reject) => {
    const sent = request(`${url}${shot.path}`, { method: shot.method, headers: shot.headers, agent }, (response) => {
      const chunks: Buffer[] = [];
      response.on('data', (chunk: Buffer) => chunks.push(chunk));
      response.on('end', () => {
        const body = Buffer.concat(chunks);
        if (response.statusCode === status) resolve(body);
        else reject(new Error(`${response.statusCode}: ${body.toString().slice(0, 300)}`));
      });
    });
    sent.on('error', reject);
    sent.end(shot.body);
  });
}

/** Sends the shots in turn over so many connections for so long. @returns milliseconds of each request, sorted. */
export async function fire(
  url: string,
  shots: readonly Shot[],
  connections: number,
  ms: number,
  status = 200,
): Promise<number[]> {
  const agent = new Agent({ keepAlive: true, maxSockets: connections });
  const times: number[] = [];
  const end = performance.now() + ms;
  let next = 0;
  const work = async () => {
    while (performance.now() < end) {
      const began = performance.now();
      await send(url, agent, shots[next++ % shots.length] as Shot, status);
      times.push(performance.now() - began);
    }
  };
  await Promise.all(Array.from({ length: connections }, work));
  agent.destroy();
  return times.sort((a, b) => a - b);
}
