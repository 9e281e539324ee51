import { createHash } from 'node:crypto';

/** The fingerprint of a public key in base64, as ssh shows it: `SHA256:…`. */
export const fingerprintOf = ({ key }: { readonly key: string }): string =>
  `SHA256:${createHash('sha256').update(Buffer.from(key, 'base64')).digest('base64').replace(/=+$/, '')}`;
