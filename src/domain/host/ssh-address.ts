/** How a host is reached over SSH. What is left out, the service user's configuration of ssh decides. */
export interface SshAddress {
  readonly user: string | null;
  /** A DNS name, a name of ssh's configuration, or an IP address. */
  readonly name: string;
  readonly port: number | null;
}

const userForm = /^[A-Za-z_][A-Za-z0-9_.-]{0,31}$/;
const nameForm =
  /^(?=.{1,253}$)[A-Za-z0-9]([A-Za-z0-9_-]*[A-Za-z0-9])?(\.[A-Za-z0-9]([A-Za-z0-9_-]*[A-Za-z0-9])?)*\.?$/;
const ipv6Form = /^(?=.{2,45}$)(?!\.)[0-9A-Fa-f.]*:[0-9A-Fa-f:.]*$/;

/**
 * Reads `[user@]name[:port]`, with an IPv6 address in brackets where a port follows. Only what is a plain name or address
 * is accepted: ssh puts it into the commands of a proxy, where anything else would be read by a shell.
 */
export function parseSshAddress(
  text: string,
): { readonly ok: true; readonly address: SshAddress } | { readonly ok: false; readonly problem: string } {
  const refuse = (problem: string) => ({ ok: false, problem }) as const;
  const at = text.lastIndexOf('@');
  const user = at < 0 ? null : text.slice(0, at);
  if (user !== null && !userForm.test(user)) {
    return refuse('its user is a letter or "_" and up to 31 letters, digits, ".", "_" or "-"');
  }
  const [, inBrackets, afterBrackets = ''] = /^\[([^\]]*)\](.*)$/s.exec(text.slice(at + 1)) ?? [];
  const rest = text.slice(at + 1);
  const isPlainIpv6 = inBrackets === undefined && rest.split(':').length > 2;
  const colon = isPlainIpv6 ? -1 : rest.lastIndexOf(':');
  const name = inBrackets ?? (colon < 0 ? rest : rest.slice(0, colon));
  const portText = inBrackets === undefined ? (colon < 0 ? '' : rest.slice(colon)) : afterBrackets;
  if (!(inBrackets !== undefined || isPlainIpv6 ? ipv6Form : nameForm).test(name)) {
    return refuse('its host is a DNS name, a name of the configuration of ssh, or an IP address');
  }
  if (portText === '') return { ok: true, address: { user, name, port: null } };
  const port = /^:\d{1,5}$/.test(portText) ? Number(portText.slice(1)) : 0;
  if (port < 1 || port > 65_535) return refuse('its port is a number from 1 to 65535');
  return { ok: true, address: { user, name, port } };
}

/** An address as it is written: what `parseSshAddress` reads. */
export function showSshAddress({ user, name, port }: SshAddress): string {
  const host = port !== null && name.includes(':') ? `[${name}]` : name;
  return `${user === null ? '' : `${user}@`}${host}${port === null ? '' : `:${port}`}`;
}

/** Why a text is no address; null when it is one. */
export function sshAddressProblem(text: string): string | null {
  const parsed = parseSshAddress(text);
  return parsed.ok ? null : parsed.problem;
}
