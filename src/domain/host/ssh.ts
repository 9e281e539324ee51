/** A host key that was accepted: the host is reached only where it shows this one. */
export interface HostKey {
  /** As known_hosts has it: `ssh-ed25519`, `ssh-rsa`, `ecdsa-sha2-nistp256`, … */
  readonly type: string;
  /** The key itself, in base64. */
  readonly key: string;
}

/** How a host is reached over SSH. */
export interface SshAccess {
  /** `[user@]name[:port]`. */
  readonly address: string;
  /** Null: the key is one that the configuration of ssh on the servers trusts. */
  readonly hostKey: HostKey | null;
  /** Where runs are kept on the host: an absolute path. */
  readonly runsDirectory: string;
}
