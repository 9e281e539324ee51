/** Everything that a job can wait for. */
export type WaitReasonCode =
  | 'INSTALLATION_SLOT'
  | 'HOST_SLOT'
  | 'STORAGE_DOMAIN_SLOT'
  | 'ARRAY_SLOT'
  | 'NO_SUITABLE_HOST'
  | 'HOST_CONTACT'
  | 'STORAGE_CONTACT'
  | 'RETRY_DELAY'
  | 'COORDINATOR';

/** Why a job does not go on just now: a code for programs and a sentence for people. */
export interface WaitReason {
  readonly code: WaitReasonCode;
  readonly message: string;
  /** How many jobs come before it in the line for the same, as things are; null where there is no line. */
  readonly position: number | null;
  /** RFC 3339: since when; left out where that is not known. */
  readonly since?: string;
}
