/**
 * A Content-Disposition for a download whose name may be Chinese: `filename` in plain letters for old programs,
 * `filename*` in UTF-8 (RFC 6266) for all others.
 */
export function attachment(name: string, plain: string): string {
  const safe = plain.replace(/[^\w.-]+/g, '-');
  const encoded = encodeURIComponent(name.replace(/[\\/:*?"<>|\p{Cc}]+/gu, '-')).replace(
    /['()*]/g,
    (sign) => `%${sign.charCodeAt(0).toString(16).toUpperCase()}`,
  );
  return `attachment; filename="${safe}"; filename*=UTF-8''${encoded}`;
}
