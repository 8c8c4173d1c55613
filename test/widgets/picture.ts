import { existsSync, mkdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { dirname } from 'node:path';
import pixelmatch from 'pixelmatch';
import { PNG } from 'pngjs';

/** The same picture with sixteen steps a colour: a little off in its tints, and a third of the size. */
function smaller(picture: Buffer): Buffer {
  const png = PNG.sync.read(picture);
  for (let at = 0; at < png.data.length; at++) png.data[at] = Math.round((png.data[at] ?? 0) / 17) * 17;
  return PNG.sync.write(png, { colorType: 2, filterType: 0, deflateLevel: 9, deflateStrategy: 0 });
}

/**
 * The share of pixels, 0 to 1, in which `picture` differs from the PNG at `path`; 1 when their sizes do. What differs lies then
 * beside it as `….now.png`. Where there is none yet, or `UPDATE_PICTURES` is set, the picture is taken as it is.
 */
export function difference(path: string, picture: Buffer, { update = !!process.env['UPDATE_PICTURES'] } = {}): number {
  const beside = path.replace(/\.png$/, '.now.png');
  if (update || (!existsSync(path) && !process.env['CI'])) {
    mkdirSync(dirname(path), { recursive: true });
    writeFileSync(path, smaller(picture));
    return 0;
  }
  const [then, now] = [PNG.sync.read(readFileSync(path)), PNG.sync.read(picture)];
  const isAlike = then.width === now.width && then.height === now.height;
  const share = isAlike
    ? pixelmatch(then.data, now.data, undefined, now.width, now.height, { threshold: 0.2 }) / (now.width * now.height)
    : 1;
  if (share >= 0.01) writeFileSync(beside, picture);
  else if (existsSync(beside)) rmSync(beside);
  return share;
}
